package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** All that decides the bits of a training, by name: one resumes only another that has the same. */
final class ResumeConditions {

  private static final String BACKEND = "backend";

  private ResumeConditions() {}

  /**
   * Returns the conditions.
   *
   * @param backend what makes the steps
   */
  static Map<String, String> of(
      Architecture architecture,
      TrainingSettings settings,
      Backend backend,
      Dataset data,
      Optional<Dataset> validation) {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("the loss", architecture.loss().name());
    conditions.put("the input", architecture.input().shape().toString());
    for (Architecture.LayerInfo layer : architecture.layers()) {
      conditions.put("layer " + layer.name(), layer.kind() + " " + layer.shape());
    }
    for (Architecture.ParameterInfo parameter : architecture.parameters()) {
      conditions.put("parameter " + parameter.name(), describe(parameter));
    }
    // A setting that is left open and one that names the same are the same training.
    TrainingSettings effective =
        settings
            .batchSize(Math.min(settings.batchSize(), data.size()))
            .metrics(settings.metricsFor(architecture.loss()))
            .backend(backend);
    for (Setting setting : Setting.ALL) {
      if (setting.freeBecause().isEmpty()) {
        conditions.put(setting.name(), setting.writer().apply(effective));
      }
    }
    conditions.put("the training set", describe(data));
    conditions.put("the validation set", validation.map(ResumeConditions::describe).orElse("none"));
    return conditions;
  }

  /** Returns the conditions with another back end. */
  static Map<String, String> withBackend(Map<String, String> conditions, Backend backend) {
    Map<String, String> changed = new LinkedHashMap<>(conditions);
    changed.put(BACKEND, backend.text());
    return changed;
  }

  /** Returns the back end in some conditions. */
  static Optional<Backend> backend(Map<String, String> conditions) {
    return Stream.of(Backend.values())
        .filter(backend -> backend.text().equals(conditions.get(BACKEND)))
        .findFirst();
  }

  /**
   * Returns {@code [128, 64] at 0, axes [1, 0] in files, penalized}. A checkpoint holds the
   * optimiser's arrays as they lie in memory, so where the parameters lie there counts.
   */
  private static String describe(Architecture.ParameterInfo parameter) {
    return parameter.shape()
        + " at "
        + parameter.offset()
        + ", axes "
        + parameter.layout()
        + " in files"
        + (parameter.penalized() ? ", penalized" : "");
  }

  /** Returns {@code 1600 rows of 20 features, 4 classes, checksum 1a2b3c4d}. */
  private static String describe(Dataset data) {
    CRC32C checksum = new CRC32C();
    int size = data.featureSize() + data.targetSize() + 1;
    float[] row = new float[size];
    ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < data.size(); r++) {
      data.copyFeatures(r, row, 0);
      data.copyTargets(r, row, data.featureSize());
      row[size - 1] = data.weight(r);
      bytes.clear().asFloatBuffer().put(row);
      checksum.update(bytes);
    }
    return data + ", checksum " + Long.toHexString(checksum.getValue());
  }
}
