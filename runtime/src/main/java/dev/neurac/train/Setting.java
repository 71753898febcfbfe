package dev.neurac.train;

import dev.neurac.data.Augmentation;
import dev.neurac.metric.Metric;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Optimizer;
import dev.neurac.runtime.Backend;
import dev.neurac.schedule.Schedule;
import dev.neurac.settings.Quoted;
import dev.neurac.settings.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A component of {@link TrainingSettings}: how it is written and read, and whether a training that
 * is resumed must have the same. A component that is not in {@link #ALL} fails the build.
 *
 * @param name the component's
 * @param writer writes it, on one line
 * @param reader reads it into a draft
 * @param freeBecause why a training that is resumed may have another; empty where it may not
 */
record Setting(
    String name,
    Function<TrainingSettings, String> writer,
    Reader reader,
    Optional<String> freeBecause) {

  /** Reads a text into a draft; takes what no text can hold from what is given. */
  interface Reader {
    void read(String text, TrainingSettingsDraft draft, TrainingSettings given);
  }

  private static final String NONE = "none";
  private static final String ALL_OF_THEM = "all";
  private static final String DEFAULT = "default";
  private static final String GIVEN = "given";

  /** In the order of the components. */
  static final List<Setting> ALL =
      List.of(
          compared(
              "optimizer",
              s -> s.optimizer().describe(),
              (text, draft, given) -> draft.optimizer = Optimizer.parse(text)),
          compared(
              "schedule",
              s -> s.schedule().describe(),
              (text, draft, given) -> draft.schedule = Schedule.parse(text)),
          compared(
              "batchSize",
              s -> count(s.batchSize()),
              (text, draft, given) -> draft.batchSize = count("batchSize", text)),
          free(
              "epochs",
              s -> Integer.toString(s.epochs()),
              (text, draft, given) -> draft.epochs = Values.wholeNumber("epochs", text),
              "more epochs only go on longer; fewer than are done already are refused elsewhere"),
          compared(
              "seed",
              s -> Long.toString(s.seed()),
              (text, draft, given) -> draft.seed = Values.longNumber("seed", text)),
          compared(
              "shuffle",
              s -> Boolean.toString(s.shuffle()),
              (text, draft, given) -> draft.shuffle = Values.flag("shuffle", text)),
          compared(
              "l1",
              s -> Values.text(s.l1()),
              (text, draft, given) -> draft.l1 = Values.number("l1", text)),
          compared(
              "l2",
              s -> Values.text(s.l2()),
              (text, draft, given) -> draft.l2 = Values.number("l2", text)),
          compared(
              "penalizeBiases",
              s -> Boolean.toString(s.penalizeBiases()),
              (text, draft, given) -> draft.penalizeBiases = Values.flag("penalizeBiases", text)),
          compared(
              "clipping",
              s -> s.clipping().describe(),
              (text, draft, given) -> draft.clipping = GradientClipping.parse(text)),
          compared(
              "classWeights",
              Setting::classWeights,
              (text, draft, given) -> draft.classWeights = classWeights(text)),
          compared(
              "metrics",
              s -> s.metrics().map(Setting::metrics).orElse(DEFAULT),
              (text, draft, given) -> draft.metrics = metrics(text, given)),
          compared(
              "augmentation",
              s -> s.augmentation().isPresent() ? GIVEN : NONE,
              (text, draft, given) -> draft.augmentation = augmentation(text, given)),
          compared(
              "earlyStopping",
              s -> s.earlyStopping().map(EarlyStopping::describe).orElse(NONE),
              (text, draft, given) ->
                  draft.earlyStopping = unless(NONE, text, EarlyStopping::parse)),
          compared(
              "backend",
              s -> s.backend().map(Backend::text).orElse(DEFAULT),
              (text, draft, given) -> draft.backend = unless(DEFAULT, text, Setting::backend)),
          free(
              "threads",
              s -> count(s.threads()),
              (text, draft, given) -> draft.threads = count("threads", text),
              "the bits do not depend on how many share the work"),
          free(
              "checkpoints",
              s -> s.checkpoints().map(CheckpointFolder::describe).orElse(NONE),
              (text, draft, given) ->
                  draft.checkpoints = unless(NONE, text, CheckpointFolder::parse),
              "where and how often a training is saved changes nothing in it"),
          free(
              "progress",
              s -> Boolean.toString(s.progress()),
              (text, draft, given) -> draft.progress = Values.flag("progress", text),
              "what is printed changes nothing in the training"));

  private static Setting compared(
      String name, Function<TrainingSettings, String> writer, Reader reader) {
    return new Setting(name, writer, reader, Optional.empty());
  }

  private static Setting free(
      String name, Function<TrainingSettings, String> writer, Reader reader, String because) {
    return new Setting(name, writer, reader, Optional.of(because));
  }

  private static <T> Optional<T> unless(String word, String text, Function<String, T> reader) {
    return text.equals(word) ? Optional.empty() : Optional.of(reader.apply(text));
  }

  private static String count(int count) {
    return count == TrainingSettings.ALL ? ALL_OF_THEM : Integer.toString(count);
  }

  private static int count(String name, String text) {
    return text.equals(ALL_OF_THEM) ? TrainingSettings.ALL : Values.wholeNumber(name, text);
  }

  private static String classWeights(TrainingSettings settings) {
    return settings.classWeights().isEmpty()
        ? NONE
        : settings.classWeights().stream().map(Values::text).collect(Collectors.joining(", "));
  }

  private static List<Float> classWeights(String text) {
    return text.equals(NONE)
        ? List.of()
        : elements(text).map(element -> Values.floatNumber("a class weight", element)).toList();
  }

  private static String metrics(List<Metric> metrics) {
    return metrics.isEmpty()
        ? NONE
        : metrics.stream().map(Setting::metric).collect(Collectors.joining(", "));
  }

  /** Ours by the name alone: an application's metric of that name would be another. */
  private static String metric(Metric metric) {
    boolean ours = Metric.named(metric.name()).filter(metric::equals).isPresent();
    return ours ? metric.name() : GIVEN + " " + Quoted.of(metric.name());
  }

  private static Optional<List<Metric>> metrics(String text, TrainingSettings given) {
    if (text.equals(DEFAULT)) {
      return Optional.empty();
    }
    List<Metric> metrics = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    if (!text.equals(NONE)) {
      elements(text)
          .forEach(
              element ->
                  metric(element, given).ifPresentOrElse(metrics::add, () -> missing.add(element)));
    }
    if (!missing.isEmpty()) {
      throw notGiven(
          "metrics of the application's own: " + String.join(", ", missing), "metrics(…)");
    }
    return Optional.of(metrics);
  }

  /** Returns the metric of a text, or nothing where it should have been given. */
  private static Optional<Metric> metric(String text, TrainingSettings given) {
    if (text.startsWith(GIVEN + " ")) {
      String name = Quoted.read(text.substring(GIVEN.length() + 1));
      return given.metrics().stream()
          .flatMap(List::stream)
          .filter(metric -> metric.name().equals(name))
          .findFirst();
    }
    return Optional.of(
        Metric.named(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no metric of this library is named '"
                            + text
                            + "'; one of the application's own is written "
                            + GIVEN
                            + " "
                            + Quoted.of(text))));
  }

  private static Optional<Augmentation> augmentation(String text, TrainingSettings given) {
    if (text.equals(NONE)) {
      return Optional.empty();
    }
    if (!text.equals(GIVEN)) {
      throw new IllegalArgumentException(
          "an augmentation is " + NONE + " or " + GIVEN + ", not '" + text + "'");
    }
    if (given.augmentation().isEmpty()) {
      throw notGiven("an augmentation", "augmentation(…)");
    }
    return given.augmentation();
  }

  private static IllegalArgumentException notGiven(String what, String call) {
    return new IllegalArgumentException(
        "the text asks for "
            + what
            + ", which no text can hold; read it with TrainingSettings.parse(text,"
            + " TrainingSettings.of()."
            + call
            + ")");
  }

  private static Backend backend(String text) {
    return Stream.of(Backend.values())
        .filter(backend -> backend.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no back end '"
                        + text
                        + "', but "
                        + DEFAULT
                        + ", "
                        + Stream.of(Backend.values())
                            .map(Backend::text)
                            .collect(Collectors.joining(", "))));
  }

  private static Stream<String> elements(String text) {
    return Quoted.split(text, ',').stream().map(String::strip);
  }
}
