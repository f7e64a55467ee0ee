/**
 * Byte-level byte-pair encoding: how words are cut from text, how merges are learnt and applied,
 * and the {@code tokenizer.json} that holds them.
 */
package io.millrace.io.tokenizer.bpe;
