package io.millrace.transforms.vocabulary;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Codes {@link BpeVocabulary}s. */
public final class BpeVocabularyCoder extends FieldsCoder<BpeVocabulary> {
  private static final BpeVocabularyCoder INSTANCE = new BpeVocabularyCoder();

  private BpeVocabularyCoder() {}

  /** The coder. */
  public static BpeVocabularyCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(BpeVocabulary vocabulary, Output out) throws IOException {
    List<String> furtherSpecialTokens =
        vocabulary.specialTokens().subList(1, vocabulary.specialTokens().size());
    out.number(furtherSpecialTokens.size());
    for (String token : furtherSpecialTokens) {
      out.text(token);
    }
    out.number(vocabulary.merges().size());
    for (BpeVocabulary.Merge merge : vocabulary.merges()) {
      out.number(merge.left()).number(merge.right());
    }
  }

  @Override
  protected BpeVocabulary read(Input in) throws IOException {
    List<String> furtherSpecialTokens = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      furtherSpecialTokens.add(in.text());
    }
    BpeVocabulary.Builder builder = BpeVocabulary.builder(furtherSpecialTokens);
    for (long left = in.number(); left > 0; left--) {
      builder.merge(Math.toIntExact(in.number()), Math.toIntExact(in.number()));
    }
    return builder.build();
  }
}
