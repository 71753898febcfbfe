package dev.neurac.train;

import dev.neurac.data.Augmentation;
import dev.neurac.metric.Metric;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Optimizer;
import dev.neurac.runtime.Backend;
import dev.neurac.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/** {@link TrainingSettings} while they are being put together; they check what comes of it. */
final class TrainingSettingsDraft {

  Optimizer optimizer;
  Schedule schedule;
  int batchSize;
  int epochs;
  long seed;
  boolean shuffle;
  double l1;
  double l2;
  boolean penalizeBiases;
  GradientClipping clipping;
  List<Float> classWeights;
  Optional<List<Metric>> metrics;
  Optional<Augmentation> augmentation;
  Optional<EarlyStopping> earlyStopping;
  Optional<Backend> backend;
  int threads;
  Optional<CheckpointFolder> checkpoints;
  boolean progress;

  TrainingSettingsDraft(TrainingSettings settings) {
    optimizer = settings.optimizer();
    schedule = settings.schedule();
    batchSize = settings.batchSize();
    epochs = settings.epochs();
    seed = settings.seed();
    shuffle = settings.shuffle();
    l1 = settings.l1();
    l2 = settings.l2();
    penalizeBiases = settings.penalizeBiases();
    clipping = settings.clipping();
    classWeights = settings.classWeights();
    metrics = settings.metrics();
    augmentation = settings.augmentation();
    earlyStopping = settings.earlyStopping();
    backend = settings.backend();
    threads = settings.threads();
    checkpoints = settings.checkpoints();
    progress = settings.progress();
  }

  TrainingSettings settings() {
    return new TrainingSettings(
        optimizer,
        schedule,
        batchSize,
        epochs,
        seed,
        shuffle,
        l1,
        l2,
        penalizeBiases,
        clipping,
        classWeights,
        metrics,
        augmentation,
        earlyStopping,
        backend,
        threads,
        checkpoints,
        progress);
  }
}
