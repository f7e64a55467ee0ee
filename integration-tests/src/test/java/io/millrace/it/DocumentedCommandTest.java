package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedCommandTest {
  @Test
  void commandsAreThoseInBlocksOfCode() {
    List<String> page =
        """
        # Page
        `bin/millrace inline` and bin/millrace prose are none.

            mkdir crawl
            bin/millrace curate --input='a  b' --output=c     # reads
            stage  in  kept
        ## Second
            bin/millrace train --help; bin/millrace curate --help
            A=1 B="2 3" bin/millrace plan \\
              --stages=2
        ```sh
        time mvn -q verify
        # bin/millrace commented
        ```
            bin/stop-cluster
        """
            .lines()
            .toList();

    assertThat(DocumentedCommand.of("p.md", page))
        .extracting(DocumentedCommand::section, DocumentedCommand::text)
        .containsExactly(
            tuple("", "bin/millrace curate --input='a  b' --output=c"),
            tuple("Second", "bin/millrace train --help"),
            tuple("Second", "bin/millrace curate --help"),
            tuple("Second", "A=1 B=\"2 3\" bin/millrace plan --stages=2"),
            tuple("Second", "time mvn -q verify"),
            tuple("Second", "bin/stop-cluster"));
  }
}
