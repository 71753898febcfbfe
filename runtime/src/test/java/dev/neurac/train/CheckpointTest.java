package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Loss;
import dev.neurac.Tensor;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.io.Safetensors;
import dev.neurac.io.WeightFileException;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Momentum;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.schedule.Schedule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final int BATCHES = 8;

  @TempDir Path directory;

  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = directory.resolve("checkpoints");
  }

  /** A training that fails in a batch, counted over all epochs; at -1 it never does. */
  private static List<String> train(UnaryOperator<Trainer> settings, int failsAt) {
    DenseNetwork net = KilledTraining.network();
    int[] batch = {0};
    Augmentation failing =
        (features, rows, rowSize, random) -> {
          if (batch[0]++ == failsAt) {
            throw new UnsupportedOperationException("killed");
          }
        };
    Trainer trainer = settings.apply(KilledTraining.trainer(net, -1));
    trainer.augmentation(failing.then(trainer.settings().augmentation().orElseThrow()));
    return KilledTraining.result(net, trainer.fit(KilledTraining.rows(1)));
  }

  private static Trainer resumed(Trainer trainer, Path from) {
    try {
      return trainer.resumeFrom(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 30, 38, 39})
  void goesOnAsIfItHadNeverStopped(int failsAt) {
    List<String> uninterrupted = train(trainer -> trainer, -1);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> train(trainer -> trainer.checkpoints(folder, 1), failsAt));
    assertThat(train(trainer -> resumed(trainer, folder), -1)).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @MethodSource("dev.neurac.optim.OptimizerTest#optimizers")
  void goesOnWithEveryOptimizer(Optimizer optimizer) {
    goesOn(trainer -> trainer.optimizer(optimizer));
  }

  @ParameterizedTest
  @MethodSource("dev.neurac.schedule.ScheduleTest#schedules")
  void goesOnWithEverySchedule(Schedule schedule) {
    goesOn(trainer -> trainer.optimizer(Momentum.of(0.1, 0.5)).schedule(schedule));
  }

  /** Killed in the middle of the third epoch. */
  private void goesOn(UnaryOperator<Trainer> settings) {
    List<String> uninterrupted = train(settings, -1);
    assertThatThrownBy(() -> train(t -> settings.apply(t).checkpoints(folder, 1), 20))
        .hasMessage("killed");
    assertThat(train(t -> resumed(settings.apply(t), folder), -1)).isEqualTo(uninterrupted);
  }

  @Test
  void goesOnAsIfItHadNeverStoppedHoweverOften() {
    List<String> uninterrupted = train(trainer -> trainer, -1);
    // Each time two steps are made, of which every second is written.
    assertThatThrownBy(() -> train(trainer -> trainer.checkpoints(folder, 2), 2))
        .hasMessage("killed");
    for (int i = 0; i < 5 * BATCHES / 2 - 1; i++) {
      int threads = i % 3 + 1;
      UnaryOperator<Trainer> settings =
          trainer -> resumed(trainer, folder).checkpoints(folder, 2).threads(threads);
      if (i < 5 * BATCHES / 2 - 2) {
        assertThatThrownBy(() -> train(settings, 2)).hasMessage("killed");
      } else {
        assertThat(train(settings, 2)).isEqualTo(uninterrupted);
      }
    }
  }

  @Test
  @Timeout(120)
  void goesOnInAnotherProcessAfterAKillWithinAnEpoch() throws Exception {
    Path result = directory.resolve("result");
    for (int waitsAt : new int[] {4, 21}) {
      Process killed = start(folder, result, waitsAt);
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).isEqualTo(KilledTraining.WAITING);
      } finally {
        killed.destroyForcibly().waitFor();
      }
      assertThat(result).doesNotExist();
      // The last multiple of 3 steps at which it was to be written, or an epoch's end.
      Position position =
          CheckpointFile.read(
                  KilledTraining.network().runtime(), folder.resolve("last.safetensors"))
              .position();
      assertThat(position.step()).isEqualTo(waitsAt / 3 * 3);
      assertThat(position.batch()).isEqualTo(waitsAt / 3 * 3 % BATCHES).isPositive();
    }
    Process resumed = start(folder, result, -1);
    assertThat(new String(resumed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(resumed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(result)).isEqualTo(train(trainer -> trainer, -1));
  }

  private static Process start(Path folder, Path result, int waitsAt) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledTraining.class.getName(),
            folder.toString(),
            result.toString(),
            Integer.toString(waitsAt))
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void goesOnForMoreEpochs() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    assertThat(train(trainer -> resumed(trainer, folder), -1))
        .isEqualTo(train(trainer -> trainer, -1));
  }

  @Test
  void hasNothingToDoAfterTheLastEpoch() {
    List<String> done = train(trainer -> trainer.checkpoints(folder), -1);
    assertThat(train(trainer -> resumed(trainer, folder), 0)).isEqualTo(done);
  }

  /** The bias goes from 0 to 1 and passes the validation target 0.5 in its seventh epoch. */
  @Test
  void staysStoppedAndRestoresTheBest() throws IOException {
    Dataset one = Dataset.of(new float[] {0}, 1, new float[] {1}, 1);
    Dataset half = Dataset.of(new float[] {0}, 1, new float[] {0.5f}, 1);
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    Trainer trainer =
        Trainer.of(net)
            .optimizer(Sgd.of(0.1))
            .epochs(30)
            .validation(half)
            .earlyStopping(EarlyStopping.of(3))
            .checkpoints(folder);
    History history = trainer.fit(one);
    float[] best = net.runtime().parameterArray().clone();
    assertThat(history.best().number()).isEqualTo(7);
    net.parameter("layer1.bias").set(9);
    History again = trainer.resumeFrom(folder).fit(one);
    assertThat(again).isEqualTo(history);
    assertThat(net.runtime().parameterArray()).isEqualTo(best);

    net.parameter("layer1.bias").set(9);
    net.loadWeights(folder.resolve("best.safetensors"));
    assertThat(net.runtime().parameterArray()).isEqualTo(best);
    assertThat(CheckpointFile.read(net.runtime(), folder.resolve("best.safetensors")).history())
        .hasSize(7);
    net.loadWeights(folder.resolve("last.safetensors"));
    assertThat(net.runtime().parameterArray()[1]).isGreaterThan(best[1]);
  }

  @Test
  void resumesOnceAndThenBeginsAnew() throws IOException {
    DenseNetwork net = KilledTraining.network();
    Trainer trainer = KilledTraining.trainer(net, -1).epochs(1).checkpoints(folder);
    trainer.fit(KilledTraining.rows(1));
    trainer.epochs(2).resumeFrom(folder);
    assertThat(trainer.fit(KilledTraining.rows(1)).epochs()).hasSize(2);
    float[] after = net.runtime().parameterArray().clone();
    assertThat(trainer.fit(KilledTraining.rows(1)).epochs()).hasSize(2);
    assertThat(net.runtime().parameterArray()).isNotEqualTo(after);
  }

  @Test
  void beginsAtTheBeginningWithoutACheckpointIfTold() throws IOException {
    DenseNetwork net = KilledTraining.network();
    Trainer trainer = KilledTraining.trainer(net, -1).resumeIfPresent(folder);
    assertThat(KilledTraining.result(net, trainer.fit(KilledTraining.rows(1))))
        .isEqualTo(train(t -> t, -1));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> trainer.resumeFrom(folder))
        .withMessageContaining("there is no such file");
  }

  @Test
  void leavesNothingButTwoFiles() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".last.safetensors.0.tmp"), "left by a kill");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    train(trainer -> trainer.checkpoints(folder, 1), -1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("last.safetensors", "best.safetensors", "notes.txt");
    }
  }

  @Test
  void refusesACheckpointOfAnotherTraining() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    Dataset data = KilledTraining.rows(1);
    refused(
        trainer -> trainer.seed(12).batchSize(5),
        data,
        "batchSize is 4 in the checkpoint, but 5 here\n"
            + "  seed is 11 in the checkpoint, but 12 here");
    refused(trainer -> trainer.epochs(1), data, "it has 2 epochs, but 1 are asked for here");
    refused(
        trainer -> trainer.metrics().shuffle(false).l2(0),
        data,
        "shuffle is true in the checkpoint, but false here\n"
            + "  l2 is 0.01 in the checkpoint, but 0 here\n"
            + "  metrics is mean squared error in the checkpoint, but none here");
  }

  @Test
  void refusesACheckpointOfOtherRows() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    String there = "the training set is 30 rows of 3 features, 2 targets, checksum [0-9a-f]+";
    assertThat(refusal(trainer -> trainer, KilledTraining.rows(1).first(20)))
        .containsPattern(
            there + " in the checkpoint, but 20 rows of 3 features, 2 targets, checksum \\w+ here");
    assertThat(refusal(trainer -> trainer, KilledTraining.rows(3)))
        .containsPattern(there + " in the checkpoint, but 30 rows of 3 features, 2 targets, ");
    assertThat(
            refusal(trainer -> trainer.validation(KilledTraining.rows(1)), KilledTraining.rows(1)))
        .contains("the validation set is 30 rows");
  }

  @Test
  void refusesACheckpointOfAnotherOptimizer() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    assertThat(refusal(trainer -> trainer.optimizer(Sgd.of(0.5)), KilledTraining.rows(1)))
        .containsPattern("optimizer is .*0.01.* in the checkpoint, but .*0.5.* here");
    assertThat(refusal(trainer -> trainer.optimizer(Adam.of(0.02)), KilledTraining.rows(1)))
        .containsPattern("optimizer is .*0.01.* in the checkpoint, but .*0.02.* here");
  }

  @Test
  void refusesACheckpointOfAnotherNetwork() throws IOException {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 2, 2);
    float[] before = net.runtime().parameterArray().clone();
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Trainer.of(net).resumeFrom(folder))
        .withMessageContaining(
            "layer1.weight has shape [2, 3] in the file, but [2, 2] in the network")
        .withMessageContaining(
            "optimizer:mean has shape [8] in the file, but the network has 6 parameters");
    DenseNetwork sameShapes = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 3, 2);
    Trainer trainer = Trainer.of(sameShapes).resumeFrom(folder);
    Dataset data = Dataset.of(new float[3], 3, new float[2], 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data))
        .withMessageContaining(
            "the loss is MEAN_SQUARED_ERROR in the checkpoint, but HALF_SQUARED_ERROR here\n");
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  private void refused(UnaryOperator<Trainer> settings, Dataset data, String problems) {
    assertThat(refusal(settings, data))
        .isEqualTo(
            folder.resolve("last.safetensors")
                + ": the checkpoint is of another training:\n  "
                + problems
                + "\nGive the trainer the network, the settings and the rows of that training, or"
                + " do not resume it. The network is unchanged.");
  }

  /** Returns the message; the network is left as it was, and free. */
  private String refusal(UnaryOperator<Trainer> settings, Dataset data) {
    DenseNetwork net = KilledTraining.network();
    float[] before = net.runtime().parameterArray().clone();
    Trainer trainer = resumed(settings.apply(KilledTraining.trainer(net, -1).epochs(2)), folder);
    Throwable[] refusal = new Throwable[1];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data))
        .satisfies(thrown -> refusal[0] = thrown);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    // Asked again it refuses again, and does not begin at the beginning.
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(data));
    net.runtime().beginTraining();
    net.runtime().endTraining();
    return refusal[0].getMessage();
  }

  @Test
  void refusesAFileThatIsNoCheckpoint() throws IOException {
    DenseNetwork net = KilledTraining.network();
    Path file = directory.resolve("net.safetensors");
    net.saveWeights(file);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Trainer.of(net).resumeFrom(file))
        .withMessage(
            file
                + ": the file holds weights, but does not say how far their training had come; load"
                + " it with load(file), or give a file that Trainer.checkpoints wrote");
  }

  @Test
  void refusesACheckpointWithoutItsArrays() throws IOException {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    Path file = folder.resolve("last.safetensors");
    Safetensors content = Safetensors.read(file);
    for (String name : content.tensors().keySet()) {
      Map<String, Tensor> rest = new LinkedHashMap<>(content.tensors());
      rest.remove(name);
      new Safetensors(rest, content.metadata()).write(file);
      DenseNetwork net = KilledTraining.network();
      float[] before = net.runtime().parameterArray().clone();
      assertThatThrownBy(
              () -> KilledTraining.trainer(net, -1).resumeFrom(folder).fit(KilledTraining.rows(1)))
          .isInstanceOfAny(
              WeightFileException.class,
              UncheckedIOException.class,
              IllegalArgumentException.class);
      assertThat(net.runtime().parameterArray()).isEqualTo(before);
    }
    assertThat(content.tensors()).hasSize(5);
  }

  /** Parameters, what the optimiser remembers, and the best parameters: none may be NaN. */
  @Test
  void refusesValuesThatAreNotFinite() throws IOException {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    Path file = folder.resolve("last.safetensors");
    Safetensors content = Safetensors.read(file);
    for (String name : content.tensors().keySet()) {
      Map<String, Tensor> damaged = new LinkedHashMap<>(content.tensors());
      Tensor tensor = damaged.get(name);
      float[] values = tensor.toArray();
      values[values.length - 1] = Float.NaN;
      damaged.put(name, Tensor.of(values, tensor.shape()));
      new Safetensors(damaged, content.metadata()).write(file);
      DenseNetwork net = KilledTraining.network();
      float[] before = net.runtime().parameterArray().clone();
      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(() -> KilledTraining.trainer(net, -1).resumeFrom(folder))
          .withMessageContaining(name + " has NaN as value " + (values.length - 1))
          .withMessageEndingWith("The network is unchanged.");
      if (name.indexOf(':') < 0) {
        assertThatExceptionOfType(WeightFileException.class)
            .isThrownBy(() -> net.loadWeights(file));
      }
      assertThat(net.runtime().parameterArray()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"format\":3}", "{\"format\":3,\"conditions\":3}"})
  void refusesADamagedNote(String note) {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    changeNote(before -> note);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Trainer.of(KilledTraining.network()).resumeFrom(folder))
        .withMessageContaining("what the file says of the training is damaged");
  }

  @Test
  void saysThatACheckpointIsOfAnotherVersion() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    Path file = folder.resolve("last.safetensors");
    changeNote(note -> "{\"format\":1,\"settings\":{}}");
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Trainer.of(KilledTraining.network()).resumeFrom(folder))
        .withMessage(
            file
                + ": the checkpoint is in format 1, but this version reads format 3; resume it with"
                + " the version that wrote it, or load the weights with load(file) and begin the"
                + " training anew");
  }

  @Test
  void refusesACheckpointOfAnotherBackEndThatIsNamed() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    assertThat(refusal(trainer -> trainer.backend(Backend.OPENCL), KilledTraining.rows(1)))
        .contains("backend is java in the checkpoint, but opencl here");
    // What was chosen by itself has the same bits when it is named.
    assertThat(train(trainer -> resumed(trainer.backend(Backend.JAVA), folder), -1))
        .isEqualTo(train(trainer -> trainer, -1));
  }

  /** This network has no kernel for a device, so that OpenCL cannot go on, wherever this runs. */
  @Test
  void goesOnInJavaWhereTheBackEndOfACheckpointIsGoneUnlessOneIsNamed() {
    train(trainer -> trainer.epochs(2).checkpoints(folder), -1);
    changeNote(note -> note.replace("\"backend\":\"java\"", "\"backend\":\"opencl\""));
    assertThat(refusal(trainer -> trainer.backend(Backend.JAVA), KilledTraining.rows(1)))
        .contains("backend is opencl in the checkpoint, but java here");
    assertThat(train(trainer -> resumed(trainer.checkpoints(folder), folder), -1))
        .isEqualTo(train(trainer -> trainer, -1));
    assertThat(Backends.describe())
        .contains("java, though opencl made the steps before the checkpoint, so this agrees");
    changeNote(
        note -> {
          assertThat(note).contains("\"backend\":\"java\"");
          return note;
        });
  }

  private void changeNote(UnaryOperator<String> change) {
    Path file = folder.resolve("last.safetensors");
    try {
      Safetensors content = Safetensors.read(file);
      Map<String, String> notes = new LinkedHashMap<>(content.metadata());
      notes.compute("training", (name, note) -> change.apply(note));
      new Safetensors(content.tensors(), notes).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsNumbersToTheBit() throws IOException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("recall", Double.NaN);
    metrics.put("a \"quoted\" name", Double.MIN_VALUE);
    Evaluation evaluation = new Evaluation(1 / 3.0, metrics);
    CheckpointNote note =
        new CheckpointNote(
            Map.of("seed", "1"),
            new Position(3, 2, 99, 0.1 + 0.2, Double.POSITIVE_INFINITY, 1e-300, Double.NaN),
            Long.MAX_VALUE,
            List.of(
                new Epoch(1, evaluation, Optional.of(evaluation), 0.25),
                new Epoch(2, evaluation, Optional.empty(), 1)));
    assertThat(CheckpointNote.read(note.write())).isEqualTo(note);
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Files.writeString(folder, "a file");
    DenseNetwork net = KilledTraining.network();
    float[] before = net.runtime().parameterArray().clone();
    Trainer trainer = KilledTraining.trainer(net, -1).checkpoints(folder);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> trainer.fit(KilledTraining.rows(1)));
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.checkpoints(folder, 0))
        .withMessage("everySteps is at least 1, not 0");
  }
}
