package io.millrace.transforms.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiRedactorTest {
  private final PiiRedactor redactor = new PiiRedactor();

  @ParameterizedTest
  @CsvSource({
    "jane@site.org, email@example.com",
    "Mail Jane.Doe+list@mail.site.co.uk., Mail email@example.com.",
    "<jane@site.org>, <email@example.com>",
    "\"'jane@site.org'\", \"'email@example.com'\"",
    "mailto:jane@site.org?subject=x, mailto:email@example.com?subject=x",
    "a@b.org;c_d@e-f.org, email@example.com;email@example.com",
    "联系jane@site.org请, 联系email@example.com请",
    "иван@почта.рф, email@example.com",
    "hélène@bücher.de, email@example.com",
    "_x_@site.org, email@example.com",
    "..jane@site.org, ..email@example.com",
    "a..jane@site.org, a..email@example.com",
    "jane@site.org.1, email@example.com.1",
    "jane@site.org-, email@example.com-",
    "jane@xn--bcher-kva.example, email@example.com",
    "a@b@site.org, a@email@example.com",
  })
  void replacesEmailAddresses(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "a@",
        "@b.org",
        "a @ b.org",
        "a@b",
        "a@b.c",
        "@user on a.site",
        "lodash@4.17.21",
        "1@2.3",
        "a@-b.org",
        "a@.org",
        "a.@site.org",
        "5 apples @ 2.50",
        "foo@bar..org",
        "@@@",
      })
  void keepsWhatIsNoEmailAddress(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, 192.0.2.1",
    "Ping 8.8.4.4., Ping 192.0.2.1.",
    "http://8.8.8.8:8080/x, http://192.0.2.1:8080/x",
    "8.8.8.0/24, 192.0.2.1/24",
    "8.8.8.8-8.8.8.9, 192.0.2.1-192.0.2.1",
    "IP:8.8.8.8, IP:192.0.2.1",
    "地址8.8.8.8是, 地址192.0.2.1是",
    "1.1.1.1.dsl.site.net, 192.0.2.1.dsl.site.net",
    "172.32.0.1 172.15.255.255, 192.0.2.1 192.0.2.1",
    "100.63.255.255 100.128.0.0, 192.0.2.1 192.0.2.1",
    "223.255.255.255, 192.0.2.1",
    "::ffff:8.8.8.8, ::ffff:192.0.2.1",
    "2001:4860:4860::8888, 2001:db8::1",
    "See 2A00:1450:4001:82A:0:0:0:200E., See 2001:db8::1.",
    "[2600::]:443, [2001:db8::1]:443",
    "2001:4860::8844: yes, 2001:db8::1: yes",
    "2600::/32, 2001:db8::1/32",
  })
  void replacesPublicAddresses(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.1.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "2001:0DB8:1:2:3:4:5:6",
        "3fff:fff::1",
      })
  void keepsAddressesOfNoOne(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1.2.3.4",
        "1.2.3.4b",
        "1.2.3.4rc1",
        "b1.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "1.3.6.1.4.1.311",
        "256.1.1.1",
        "1.1.1.999",
        "01.2.3.4",
        "8.8.8.08",
        "1..2.3",
        "8_8.8.8.8",
        "12:30:45",
        "12:30:45.123",
        "00:1a:2b:3c:4d:5e",
        "std::vector",
        "Foo::Bar",
        "a::b",
        "2001:1:2:3:4:5:6",
        "2001:1:2:3:4:5:6:7:8",
        "2001::1::2",
        "x2001:4860::1",
        "2001:4860::1z",
        "20012::1",
        "3.14159",
        "1:2",
        "::",
        "...",
        "abc",
        "dead.beef",
        "2001:",
      })
  void keepsWhatIsNoAddress(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void changesNothingTheSecondTime() {
    String text = "jane@site.org, 8.8.8.8, 2600::1; a@b@c.org.8.8.8.8";
    String once = redactor.redact(text);

    assertThat(redactor.redact(once)).isEqualTo(once);
  }

  @Test
  void neverFailsAndIsStableOnRandomText() {
    Random random = new Random(3);
    String alphabet = "@@..::128af_-x 字é\n";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThatCode(() -> redactor.redact(text.toString()))
          .as("%s", text)
          .doesNotThrowAnyException();
      String once = redactor.redact(text.toString());
      assertThat(redactor.redact(once)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-", "a@", "1.", "a.", "1:", "@a.bc", "1.1.1.1", "-"})
  void takesLinearTime(String part) {
    String text = part.repeat(2_000_000 / part.length());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> redactor.redact(text));
  }
}
