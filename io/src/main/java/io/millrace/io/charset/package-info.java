/**
 * Turns the bytes of web pages into text: which encoding they are in, by what they declare and by
 * what they are.
 */
package io.millrace.io.charset;
