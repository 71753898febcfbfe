package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Metric;
import dev.neurac.optim.Adam;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.schedule.CosineSchedule;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All settings of a training as one value: as text and back, and compared on resuming. */
class TrainingSettingsTest {

  private static final TrainingSettings PLAIN = TrainingSettings.of();
  private static final Metric PROFIT = new Own("profit, per \"unit\"");
  private static final Augmentation NOISE = Augmentation.noise(0.1);

  /** A metric of an application. */
  private record Own(String name) implements Metric {

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public double of(Architecture architecture, float[] predictions, float[] targets) {
      return 1;
    }
  }

  /** For each component settings in which that one alone is another than in the plain ones. */
  private static Map<String, TrainingSettings> others() {
    Map<String, TrainingSettings> others = new LinkedHashMap<>();
    others.put("optimizer", PLAIN.optimizer(Adam.of(2e-3)));
    others.put("schedule", PLAIN.schedule(CosineSchedule.of(50).warmUp(4).perStep()));
    others.put("batchSize", PLAIN.batchSize(7));
    others.put("epochs", PLAIN.epochs(2));
    others.put("seed", PLAIN.seed(Long.MIN_VALUE));
    others.put("shuffle", PLAIN.shuffle(false));
    others.put("l1", PLAIN.l1(1 / 3.0));
    others.put("l2", PLAIN.l2(1e-30));
    others.put("penalizeBiases", PLAIN.penalizeBiases(true));
    others.put("clipping", PLAIN.clipping(new GradientClipping(GradientClipping.Kind.VALUE, 0.1)));
    others.put("classWeights", PLAIN.classWeights(List.of(0.1f, 1 / 3f, 0f)));
    others.put(
        "metrics",
        PLAIN.metrics(List.of(Metric.F1_MACRO, Metric.topK(3), Metric.recall(2), PROFIT)));
    others.put("augmentation", PLAIN.augmentation(NOISE));
    others.put(
        "earlyStopping",
        PLAIN.earlyStopping(EarlyStopping.of(3).highest("validation \"x\" = y\n").keepLast()));
    others.put("backend", PLAIN.backend(Backend.JAVA));
    others.put("threads", PLAIN.threads(3));
    others.put("checkpoints", PLAIN.checkpoints(new CheckpointFolder(Path.of("a b", "c"), 9)));
    others.put("progress", PLAIN.progress(true));
    return others;
  }

  private static Object value(RecordComponent component, TrainingSettings settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> components() {
    return Stream.of(TrainingSettings.class.getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  static Stream<TrainingSettings> settings() {
    return Stream.concat(
        others().values().stream(),
        Stream.of(
            PLAIN,
            PLAIN.fullBatch(),
            PLAIN.metrics(List.of()),
            PLAIN.metrics(List.of(new Own("accuracy"))),
            PLAIN.metrics(List.of(new Own("none"), new Own(" "), new Own("ü:\\\r\n"))),
            PLAIN.earlyStopping(EarlyStopping.of(1).minChange(0.1)),
            PLAIN.checkpoints(CheckpointFolder.of(Path.of("run"))),
            PLAIN.clipping(new GradientClipping(GradientClipping.Kind.NORM, 2)),
            PLAIN.backend(Backend.AUTO)));
  }

  @Test
  void everyComponentIsWrittenReadAndComparedOrFreeForAReason() {
    assertThat(Setting.ALL).extracting(Setting::name).containsExactlyElementsOf(components());
    assertThat(Setting.ALL.stream().flatMap(setting -> setting.freeBecause().stream()))
        .noneMatch(String::isBlank);
  }

  @Test
  void everyComponentIsTriedHere() {
    assertThat(others().keySet()).containsExactlyElementsOf(components());
    for (RecordComponent component : TrainingSettings.class.getRecordComponents()) {
      for (RecordComponent each : TrainingSettings.class.getRecordComponents()) {
        Object other = value(each, others().get(component.getName()));
        boolean same = other.equals(value(each, PLAIN));
        assertThat(same)
            .as("%s of another %s", each.getName(), component.getName())
            .isEqualTo(!each.getName().equals(component.getName()));
      }
    }
  }

  /** Through the conditions that checkpoints hold, as a resumed training does. */
  @Test
  void onlyWhatIsFreeMayChangeOnResuming() {
    Map<String, String> before = conditions(PLAIN);
    for (Setting setting : Setting.ALL) {
      Map<String, String> after = conditions(others().get(setting.name()));
      assertThat(after.keySet()).isEqualTo(before.keySet());
      List<String> changed =
          before.keySet().stream().filter(n -> !before.get(n).equals(after.get(n))).toList();
      assertThat(changed)
          .isEqualTo(setting.freeBecause().isPresent() ? List.of() : List.of(setting.name()));
    }
    assertThat(Setting.ALL)
        .filteredOn(setting -> setting.freeBecause().isPresent())
        .extracting(Setting::name)
        .containsExactly("epochs", "threads", "checkpoints", "progress");
  }

  private static Map<String, String> conditions(TrainingSettings settings) {
    Architecture architecture = DenseNetwork.of(Loss.CROSS_ENTROPY, 2, 3).runtime().architecture();
    Dataset data = Dataset.ofClasses(new float[80], 2, new int[40], 3);
    return ResumeConditions.of(
        architecture, settings, settings.backend().orElse(Backend.AUTO), data, Optional.empty());
  }

  @Test
  void whatIsLeftOpenIsTheSameAsWhatItComesTo() {
    assertThat(conditions(PLAIN.metrics(List.of(Metric.ACCURACY)))).isEqualTo(conditions(PLAIN));
    assertThat(conditions(PLAIN.batchSize(40))).isEqualTo(conditions(PLAIN.fullBatch()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void areReadBackFromTheirText(TrainingSettings settings) {
    String text = settings.toText();
    assertThat(text.lines()).hasSize(components().size());
    assertThat(TrainingSettings.parse(text, settings)).isEqualTo(settings);
    assertThat(settings).hasToString(text);
  }

  @Test
  void areOneSettingALine() {
    TrainingSettings settings =
        PLAIN
            .optimizer(Sgd.of(1e-3f))
            .schedule(CosineSchedule.of(50).warmUp(4))
            .fullBatch()
            .seed(7)
            .l2(2e-3)
            .clipping(new GradientClipping(GradientClipping.Kind.NORM, 1))
            .classWeights(List.of(1f, 0.1f, 2e7f))
            .metrics(List.of(Metric.ACCURACY, Metric.precision(1), PROFIT))
            .augmentation(NOISE)
            .earlyStopping(EarlyStopping.of(10).highest("validation accuracy"))
            .backend(Backend.JAVA)
            .checkpoints(CheckpointFolder.of(Path.of("runs", "first")));
    assertThat(settings.toText())
        .isEqualTo(
            """
            optimizer: sgd learningRate=0.0010000000474974513 weightDecay=0
            schedule: warmUp epochs=4 from=0.2, then cosine epochs=50 min=0
            batchSize: all
            epochs: 1
            seed: 7
            shuffle: true
            l1: 0
            l2: 0.002
            penalizeBiases: false
            clipping: clipNorm limit=1
            classWeights: 1, 0.1, 20000000
            metrics: accuracy, precision of class 1, given "profit, per \\"unit\\""
            augmentation: given
            earlyStopping: highest value="validation accuracy" patience=10 minChange=0 restoresBest=true
            backend: java
            threads: all
            checkpoints: everyEpoch path="runs/first"
            progress: false
            """);
  }

  @Test
  void areTheSameTextInEveryLocale() {
    Locale before = Locale.getDefault();
    TrainingSettings settings = PLAIN.batchSize(1_000_000).l1(0.5).backend(Backend.JAVA);
    String text = settings.toText();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(settings.toText()).isEqualTo(text);
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TrainingSettings.parse(text)).isEqualTo(settings);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void areReadInAnyOrderOfLines() {
    List<String> lines = PLAIN.seed(3).toText().lines().sorted().toList();
    assertThat(TrainingSettings.parse(String.join("\r\n\n", lines))).isEqualTo(PLAIN.seed(3));
  }

  @Test
  void theObjectsThatNoTextCanHoldAreAskedFor() {
    String text =
        PLAIN.augmentation(NOISE).metrics(List.of(Metric.ACCURACY, PROFIT, new Own("b"))).toText();
    refused(
        text,
        "metrics: the text asks for metrics of the application's own: given \"profit, per"
            + " \\\"unit\\\"\", given \"b\", which no text can hold; read it with"
            + " TrainingSettings.parse(text, TrainingSettings.of().metrics(…))\n"
            + "  augmentation: the text asks for an augmentation, which no text can hold; read it"
            + " with TrainingSettings.parse(text, TrainingSettings.of().augmentation(…))");
    TrainingSettings given =
        PLAIN.augmentation(NOISE).metrics(List.of(new Own("b"), PROFIT)).seed(99);
    assertThat(TrainingSettings.parse(text, given).metrics())
        .hasValue(List.of(Metric.ACCURACY, PROFIT, new Own("b")));
    assertThat(TrainingSettings.parse(text, given).augmentation()).hasValue(NOISE);
    assertThat(TrainingSettings.parse(text, given).seed()).isZero();
  }

  /** Its name alone would be read as the library's, silently. */
  @Test
  void anApplicationsMetricIsNotTakenForOursOfTheSameName() {
    String text = PLAIN.metrics(List.of(new Own("accuracy"))).toText();
    assertThat(text).contains("metrics: given \"accuracy\"\n");
    assertThatIllegalArgumentException().isThrownBy(() -> TrainingSettings.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchSize: 0 | batchSize: batchSize is at least 1, not 0",
        "batchSize: many | batchSize: batchSize is a whole number of at most 2147483647, not"
            + " 'many'",
        "seed: 1e3 | seed: seed is a whole number of at most 9223372036854775807, not '1e3'",
        "shuffle: yes | shuffle: shuffle is true or false, not 'yes'",
        "l1: NaN | l1: l1 is a finite number of at least 0, not NaN",
        "optimizer: adan | optimizer: there is no optimizer 'adan', but adadelta, adagrad, adam,"
            + " adamax, adamw, momentum, nadam, nesterov, rmsprop, sgd",
        "clipping: clipNorm limit=0 | clipping: limit is a finite number above 0, not 0.0",
        "classWeights: 0, 0 | classWeights: at least one class has a weight above 0, but there is"
            + " [0.0, 0.0]",
        "classWeights: 1 2 | classWeights: a class weight is a number, not '1 2'",
        "metrics: accurate | metrics: no metric of this library is named 'accurate'; one of the"
            + " application's own is written given \"accurate\"",
        "metrics: accuracy, accuracy | metrics: two metrics are named 'accuracy'",
        "metrics: given profit | metrics: a text is in double quotes, but it is profit",
        "augmentation: noise | augmentation: an augmentation is none or given, not 'noise'",
        "earlyStopping: soon | earlyStopping: there is no rule of early stopping 'soon', but"
            + " lowest, highest",
        "backend: cuda | backend: there is no back end 'cuda', but default, auto, java, opencl",
        "checkpoints: everyEpoch | checkpoints: everyEpoch needs the setting path, but has only []"
      })
  void wrongValuesAreRefused(String lineAndProblem) {
    String line = lineAndProblem.substring(0, lineAndProblem.indexOf(" | "));
    String problem = lineAndProblem.substring(lineAndProblem.indexOf(" | ") + 3);
    String name = line.substring(0, line.indexOf(':'));
    refused(PLAIN.toText().replaceFirst("(?m)^" + name + ": .*$", line), problem);
  }

  @Test
  void allThatIsWrongIsListed() {
    refused(
        PLAIN.toText().replace("l2: 0\n", "l3: 0\nl1: 5\nnonsense\n").replace("32", "-1"),
        "the setting l1 is there twice\n"
            + "  a line is 'name: value', but there is 'nonsense'\n"
            + "  batchSize: batchSize is at least 1, not -1\n"
            + "  the line 'l2: …' is missing; by default it is 'l2: 0'\n"
            + "  there is no setting 'l3'");
  }

  private static void refused(String text, String problems) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingSettings.parse(text))
        .withMessage("these are no settings of a training:\n  " + problems);
  }

  @Test
  void aTrainerTellsAndTakesThem() {
    DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 2, 3);
    Trainer trainer = Trainer.of(net);
    assertThat(trainer.settings()).isEqualTo(PLAIN);
    trainer
        .optimizer(Adam.of(2e-3))
        .schedule(CosineSchedule.of(50).warmUp(4).perStep())
        .batchSize(7)
        .epochs(2)
        .seed(Long.MIN_VALUE)
        .shuffle(false)
        .l1(1 / 3.0)
        .l2(1e-30)
        .penalizeBiases()
        .clipValue(0.1)
        .classWeights(0.1f, 1 / 3f, 0)
        .metrics(Metric.F1_MACRO, Metric.topK(3), Metric.recall(2), PROFIT)
        .augmentation(NOISE)
        .earlyStopping(EarlyStopping.of(3).highest("validation \"x\" = y\n").keepLast())
        .backend(Backend.JAVA)
        .threads(3)
        .checkpoints(Path.of("a b", "c"), 9)
        .progress();
    for (RecordComponent component : TrainingSettings.class.getRecordComponents()) {
      assertThat(value(component, trainer.settings()))
          .isEqualTo(value(component, others().get(component.getName())));
    }
    assertThat(Trainer.of(net).settings(trainer.settings()).settings())
        .isEqualTo(trainer.settings());
  }
}
