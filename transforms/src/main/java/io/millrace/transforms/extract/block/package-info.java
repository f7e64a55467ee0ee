/**
 * A page as blocks of text, and the judgement which of them are its main content.
 *
 * <p>The way of a page: {@code PageReader} cuts it into blocks and containers, {@code PageSums}
 * adds up what they hold, {@code BlockModel} judges every block by {@code BlockFeatures} and again
 * by {@code ContextFeatures}, {@link ContentSelector} applies the few rules that no weight may
 * overrule.
 */
package io.millrace.transforms.extract.block;
