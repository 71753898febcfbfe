package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.metric.Metric;
import dev.neurac.runtime.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** All that decides the bits of a run, by name: a run resumes only one that had the same. */
final class RunSettings {

  private RunSettings() {}

  static Map<String, String> of(Trainer trainer, Dataset data) {
    Map<String, String> settings = new LinkedHashMap<>();
    Architecture architecture = trainer.network.runtime().architecture();
    settings.put("the loss", architecture.loss().name());
    settings.put("the input", architecture.inputShape().toString());
    for (Architecture.LayerInfo layer : architecture.layers()) {
      settings.put("layer " + layer.name(), layer.kind() + " " + layer.shape());
    }
    for (Architecture.ParameterInfo parameter : architecture.parameters()) {
      settings.put("the shape of " + parameter.name(), parameter.shape().toString());
    }
    settings.put("the optimizer", trainer.optimizer.describe());
    settings.put("the schedule", trainer.schedule.describe());
    settings.put("l1", Double.toString(trainer.l1));
    settings.put("l2", Double.toString(trainer.l2));
    settings.put("penalizeBiases", Boolean.toString(trainer.penalizeBiases));
    settings.put("clipping", trainer.clipping.toString());
    settings.put("batchSize", Integer.toString(Math.min(trainer.batchSize, data.size())));
    settings.put("the seed", Long.toString(trainer.seed));
    settings.put("shuffle", Boolean.toString(trainer.shuffle));
    settings.put("the training set", describe(data));
    settings.put(
        "the validation set", trainer.validation.map(RunSettings::describe).orElse("none"));
    settings.put(
        "the list of metrics",
        trainer.metricsOfRun().stream().map(Metric::name).toList().toString());
    settings.put("earlyStopping", trainer.earlyStopping.map(Object::toString).orElse("none"));
    settings.put("classWeights", trainer.classWeights.map(Arrays::toString).orElse("none"));
    settings.put("augmentation", trainer.augmentation.isPresent() ? "given" : "none");
    return settings;
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
