package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the example for Kubernetes against the schema that Flink's operator installs there. */
class KubernetesExampleTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path EXAMPLE =
      Path.of("..", "flink-conf", "kubernetes", "flink-deployment.yaml");
  private static final String DEFINITION =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    try (InputStream definition = KubernetesExampleTest.class.getResourceAsStream(DEFINITION)) {
      JsonNode openApi = YAML.readTree(definition).at("/spec/versions/0/schema/openAPIV3Schema");
      ObjectNode envelope = (ObjectNode) openApi.path("properties");
      envelope.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
      envelope.putObject("kind").put("const", "FlinkDeployment");
      envelope.putObject("metadata").put("type", "object");
      closeObjects(openApi);
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(openApi);
    }
  }

  @Test
  void isWhatTheOperatorTakes() throws IOException {
    assertThat(complaints(example())).isEmpty();
  }

  @Test
  void asksForTheFlinkThatJobsAreBuiltWith() throws IOException {
    String version = EnvironmentInformation.getVersion().replaceFirst("\\.\\d+$", "");

    assertThat(example().at("/spec/flinkVersion").asText())
        .isEqualTo("v" + version.replace('.', '_'));
  }

  @Test
  void runsAClassThatIsThere() throws Exception {
    Class<?> entry = Class.forName(example().at("/spec/job/entryClass").asText());

    assertThat(entry.getMethod("main", String[].class)).isNotNull();
  }

  @Test
  void aMisspeltFieldIsNoticed() throws IOException {
    ObjectNode example = (ObjectNode) example();
    ((ObjectNode) example.at("/spec/taskManager")).put("replica", 3);

    assertThat(complaints(example)).singleElement().asString().contains("taskManager", "replica");
  }

  @Test
  void aMisspeltFieldDeepInAPodIsNoticed() throws IOException {
    ObjectNode example = (ObjectNode) example();
    ((ObjectNode) example.at("/spec/podTemplate/spec/containers/0")).put("volumeMount", "/data");

    assertThat(complaints(example)).singleElement().asString().contains("volumeMount");
  }

  @Test
  void aValueOfTheWrongTypeIsNoticed() throws IOException {
    ObjectNode example = (ObjectNode) example();
    ((ObjectNode) example.at("/spec/job")).put("parallelism", "many");

    assertThat(complaints(example)).singleElement().asString().contains("parallelism");
  }

  private static JsonNode example() throws IOException {
    return YAML.readTree(EXAMPLE.toFile());
  }

  private static Set<ValidationMessage> complaints(JsonNode deployment) {
    return schema.validate(deployment);
  }

  /** An API server drops fields that a schema does not name; here they are to be told of. */
  private static void closeObjects(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean isOpen = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject()
          && object.path("type").asText().equals("object")
          && !isOpen) {
        object.put("additionalProperties", false);
      }
      // Kubernetes' own word, which the validator would warn of; such fields have no type.
      object.remove("x-kubernetes-int-or-string");
    }
    node.forEach(KubernetesExampleTest::closeObjects);
  }
}
