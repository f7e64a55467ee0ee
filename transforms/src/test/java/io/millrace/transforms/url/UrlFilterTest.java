package io.millrace.transforms.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFilterTest {
  @TempDir Path folder;

  @BeforeEach
  void writeLists() throws IOException {
    write("blocked-domains.txt", "# advertisers\n\nAds.Example.\nbücher.example\nspam.co.uk\n");
    write("blocked-hosts.txt", "bad.blogspot.com\n192.0.2.7\n[2001:db8::1]\n");
    write("blocked-urls.txt", "http://ok.example/bad?x=1#top\nok.example:8080\nok.example/dir/\n");
    write("hard-words.txt", "Casino\n");
    write("soft-words.txt", "free\nwin\nbonus\n");
    write("banned-substrings.txt", "poker-online\nxyz\nyz9\n");
  }

  @ParameterizedTest
  @CsvSource({
    "http://ads.example/, blocked_domain, ads.example",
    "HTTPS://User:p@ss@Track.ADS.Example.:8443/x, blocked_domain, ads.example",
    "//ads.example?q, blocked_domain, ads.example",
    "http://ads.example#top, blocked_domain, ads.example",
    "http://ads.example\\x, blocked_domain, ads.example",
    "ads.example, blocked_domain, ads.example",
    "http://www.bücher.example/, blocked_domain, xn--bcher-kva.example",
    "http://xn--bcher-kva.example/, blocked_domain, xn--bcher-kva.example",
    "http://www.spam.co.uk/, blocked_domain, spam.co.uk",
    "http://bad.blogspot.com/2020, blocked_host, bad.blogspot.com",
    "http://192.0.2.7:80/, blocked_host, 192.0.2.7",
    "http://[2001:DB8::1]:8080/, blocked_host, [2001:db8::1]",
    "https://OK.example/bad?x=1, blocked_url, ok.example/bad?x=1",
    "http://ok.example:80/bad?x=1#else, blocked_url, ok.example/bad?x=1",
    "http://ok.example:8080/, blocked_url, ok.example:8080",
    "http://ok.example/dir/, blocked_url, ok.example/dir/",
    "http://ok.example/CASINO.html, hard_word, casino",
    "http://casino.example/, hard_word, casino",
    "http://ok.example/win-free-win, soft_words, free win",
    "http://ok.example/poker/online, banned_substring, pokeronline",
    "http://ok.example/axyz9, banned_substring, xyz",
    "http://ok.example/ayz9, banned_substring, yz9",
  })
  void blocksWhatIsOnAList(String url, String reason, String value) {
    String threshold = reason.equals("soft_words") ? "2" : "";

    assertThat(UrlFilter.load(folder, 2).check(url))
        .contains(new Blocked(reason, value, threshold));
  }

  @ParameterizedTest
  @CsvSource({
    "http://ok.example/",
    "http://example/",
    "http://notads.example/",
    "http://ads.example.org/",
    "http://blogspot.com/",
    "http://good.blogspot.com/",
    "http://sub.bad.blogspot.com/",
    "http://co.uk/",
    "http://ok.example/bad?x=2",
    "http://ok.example/Bad?x=1",
    "http://ok.example/dir",
    "http://ok.example/ads.example",
    "http://ok.example/?u=http://ads.example/",
    "http://ads.example@ok.example/",
    "http://ok.example/casinos",
    "http://ok.example/free/free",
    "http://ok.example/poker/off/line",
    "ftp:",
    "http://",
    "http://[::1",
    "http://xn--a.example/",
    "'http://ok.example:port/ %zz'",
    "''",
  })
  void keepsWhatIsOnNone(String url) {
    assertThat(UrlFilter.load(folder, 2).check(url)).isEmpty();
  }

  @Test
  void comparesWithTheListsInOrder() throws IOException {
    String url = "http://casino.bad.ads.example/free-win-xyz";
    write("blocked-hosts.txt", "casino.bad.ads.example");
    write("blocked-urls.txt", url);

    for (String[] next :
        new String[][] {
          {"blocked_domain", "blocked-domains.txt"},
          {"blocked_host", "blocked-hosts.txt"},
          {"blocked_url", "blocked-urls.txt"},
          {"hard_word", "hard-words.txt"},
          {"soft_words", "soft-words.txt"},
          {"banned_substring", "banned-substrings.txt"}
        }) {
      assertThat(UrlFilter.load(folder, 2).check(url).orElseThrow().reason()).isEqualTo(next[0]);
      write(next[1], "");
    }
    assertThat(UrlFilter.load(folder, 2).check(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, soft_words", "2, ''"})
  void asksForAsManySoftWordsAsGiven(int minSoftWords, String reason) {
    String fired =
        UrlFilter.load(folder, minSoftWords)
            .check("http://ok.example/free")
            .map(Blocked::reason)
            .orElse("");
    assertThat(fired).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "blocked-domains.txt, http://ads.example/, a domain such as example.com",
    "blocked-domains.txt, ads.example/page, a domain such as example.com",
    "blocked-hosts.txt, one two, a host such as www.example.com",
    "blocked-hosts.txt, www.example.com:80, a host such as www.example.com",
    "blocked-urls.txt, /page, a URL such as example.com/page",
    "hard-words.txt, ---, a word with ASCII letters or digits",
    "soft-words.txt, слово, a word with ASCII letters or digits",
    "banned-substrings.txt, %$, a text with ASCII letters or digits",
  })
  void namesFileAndLineOfAnInvalidEntry(String file, String entry, String expected)
      throws IOException {
    write(file, "# first\n\n" + entry + "\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UrlFilter.load(folder, 2))
        .withMessage(
            folder.resolve(file) + ", line 3: expected " + expected + ", not '" + entry + "'");
  }

  @Test
  void loadsTheExampleOfTheDocumentation() {
    UrlFilter example = UrlFilter.load(Path.of("../docs/examples/blocklists"), 2);

    assertThat(example.check("http://www.ads.example/").orElseThrow().reason())
        .isEqualTo("blocked_domain");
    assertThat(example.check("http://shop.example/landing?campaign=2")).isEmpty();
  }

  @Test
  void refusesAMisnamedList() throws IOException {
    write("blocked-domain.txt", "ads.example");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UrlFilter.load(folder, 2))
        .withMessageContaining("blocked-domain.txt: is none of the lists; known are blocked-");
  }

  @Test
  void refusesAFolderWithoutLists(@TempDir Path empty) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UrlFilter.load(empty, 2))
        .withMessageContaining("has no list");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UrlFilter.load(empty.resolve("missing"), 2))
        .withMessageContaining("cannot be listed");
    assertThatIllegalArgumentException().isThrownBy(() -> UrlFilter.load(folder, 0));
  }

  @Test
  void refusesAListThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("hard-words.txt"), new byte[] {(byte) 0xE4});

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UrlFilter.load(folder, 2))
        .withMessageContaining("hard-words.txt: is not UTF-8");
  }

  @Test
  void blocksTheSameAfterSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(UrlFilter.load(folder, 2));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      UrlFilter copy = (UrlFilter) in.readObject();
      assertThat(copy.check("http://ads.example/")).isPresent();
      assertThat(copy.check("http://ok.example/xyz")).isPresent();
      assertThat(copy.check("http://ok.example/")).isEmpty();
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
