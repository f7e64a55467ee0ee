package io.millrace.training.model;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Tensors that one run of a stage leaves on its device for another, together, by micro-batch. Of
 * the nodes, named with {@code name} as prefix, {@code _put} stores all and {@code _take} removes
 * them; {@code _size} is the number of micro-batches.
 */
final class TensorBundle {
  private final String name;
  private final String chunkKey;
  private final List<String> tensors = new ArrayList<>();

  /**
   * @param name prefix of the nodes, unique on its device
   * @param chunkKey the node that holds the number of the micro-batch
   */
  TensorBundle(String name, String chunkKey) {
    this.name = name;
    this.chunkKey = chunkKey;
  }

  /**
   * What reads a tensor once it was taken.
   *
   * @param tensor an input of a node, such as {@code node} or {@code node:1}; kept from now on
   * @return the input to read instead
   */
  String taken(String tensor) {
    String full = tensor.contains(":") ? tensor : tensor + ":0";
    if (!tensors.contains(full)) {
      tensors.add(full);
    }
    return name + "_take:" + tensors.indexOf(full);
  }

  /**
   * The nodes.
   *
   * @param typeOf of a tensor such as {@code node:1}
   */
  List<NodeDef> nodes(Function<String, DataType> typeOf) {
    AttrValue types =
        AttrValue.newBuilder()
            .setList(
                AttrValue.ListValue.newBuilder().addAllType(tensors.stream().map(typeOf).toList()))
            .build();
    NodeDef indexes = indexes();
    NodeDef.Builder put =
        node("put", "MapStage", types)
            .addInput(chunkKey)
            .addInput(indexes.getName())
            .addAllInput(tensors)
            .putAttr("fake_dtypes", types);
    NodeDef.Builder take =
        node("take", "MapUnstage", types).addInput(chunkKey).addInput(indexes.getName());
    NodeDef.Builder size = node("size", "MapSize", types);
    return List.of(indexes, put.build(), take.build(), size.build());
  }

  private NodeDef.Builder node(String suffix, String operation, AttrValue types) {
    return NodeDef.newBuilder()
        .setName(name + "_" + suffix)
        .setOp(operation)
        .putAttr("dtypes", types)
        .putAttr("shared_name", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(name)).build());
  }

  private NodeDef indexes() {
    TensorProto.Builder values =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(tensors.size())));
    for (int i = 0; i < tensors.size(); i++) {
      values.addIntVal(i);
    }
    return NodeDef.newBuilder()
        .setName(name + "_indexes")
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(values).build())
        .build();
  }
}
