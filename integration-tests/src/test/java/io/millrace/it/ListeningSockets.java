package io.millrace.it;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process takes TCP connections, as Linux tells it under {@code /proc}. */
final class ListeningSockets {
  private static final String LISTENING = "0A";
  private static final int ADDRESS_FIELD = 1;
  private static final int STATE_FIELD = 3;
  private static final int INODE_FIELD = 9;

  private ListeningSockets() {}

  /** The local address of each of a process's listening sockets. */
  static List<InetAddress> of(long pid) throws IOException {
    Path proc = Path.of("/proc", String.valueOf(pid));
    Set<String> sockets = sockets(proc.resolve("fd"));
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      List<String> lines = Files.readAllLines(proc.resolve(table));
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[STATE_FIELD].equals(LISTENING)
            && sockets.contains("socket:[" + fields[INODE_FIELD] + "]")) {
          addresses.add(address(fields[ADDRESS_FIELD]));
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.map(ListeningSockets::target).collect(Collectors.toSet());
    }
  }

  /** What a descriptor stands for, or nothing if it was closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /** Hexadecimal words of four bytes in the order of this machine, then a colon and the port. */
  private static InetAddress address(String field) throws IOException {
    ByteBuffer words =
        ByteBuffer.wrap(HexFormat.of().parseHex(field.replaceFirst(":.*", "")))
            .order(ByteOrder.nativeOrder());
    ByteBuffer address = ByteBuffer.allocate(words.capacity());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    return InetAddress.getByAddress(address.array());
  }
}
