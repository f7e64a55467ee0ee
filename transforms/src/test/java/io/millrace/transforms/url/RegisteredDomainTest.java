package io.millrace.transforms.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainTest {
  @ParameterizedTest
  @CsvSource({
    "www.example.com, example.com",
    "a.b.example.co.uk, example.co.uk",
    "a.blogspot.com, blogspot.com",
    "a.b.c.kawasaki.jp, b.c.kawasaki.jp",
    "xn--e1afmkfd.xn--p1ai, xn--e1afmkfd.xn--p1ai",
    "a.b.unlisted, b.unlisted",
    "b.unlisted, b.unlisted",
    "localhost, localhost",
    "co.uk, co.uk",
    "192.0.2.7, 192.0.2.7",
    "[2001:db8::1], [2001:db8::1]",
    "'', ''",
  })
  void findsWhatSomeoneRegistered(String host, String domain) {
    assertThat(RegisteredDomain.of(host)).isEqualTo(domain);
  }
}
