package io.millrace.transforms.write;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link ShardKey}s. */
final class ShardKeyCoder extends FieldsCoder<ShardKey> {
  private static final ShardKeyCoder INSTANCE = new ShardKeyCoder();

  private ShardKeyCoder() {}

  static ShardKeyCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(ShardKey key, Output out) throws IOException {
    out.text(key.prefix()).number(key.shard()).number(key.shards());
  }

  @Override
  protected ShardKey read(Input in) throws IOException {
    return new ShardKey(in.text(), in.number(), in.number());
  }
}
