package dev.neurac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.metric.Metric;
import dev.neurac.optim.Optimizer;
import dev.neurac.schedule.Schedule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reference section of the README is written from the code, so that it cannot drift: {@code
 * -Dreadme.update=true} writes it anew.
 */
class ReferenceSectionTest {

  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- reference: written by ReferenceSectionTest -->\n";
  private static final String END = "<!-- end of reference -->";

  @Test
  void isWhatTheCodeSays() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    assertThat(to).as("the marks around the section").isGreaterThanOrEqualTo(from);
    String section = section();
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, readme.substring(0, from) + section + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to))
          .as("-Dreadme.update=true writes it anew")
          .isEqualTo(section);
    }
  }

  private static String section() {
    return "**Activations** (`act = …`, or `@Apply`)\n\n"
        + "| | y | dy/dx | slope | AUTO initialiser |\n|---|---|---|---|---|\n"
        + rows(Stream.of(Activation.values()).map(ReferenceSectionTest::row))
        + "\n**Losses** (`@Model(loss = …)`; x is the output or its logit, t the target)\n\n"
        + "| | an element | its slope | of a row | output activation |\n|---|---|---|---|---|\n"
        + rows(Stream.of(Loss.values()).map(ReferenceSectionTest::row))
        + "\n**Initialisers**: "
        + Stream.of(Initializer.values()).map(i -> code(i.name())).collect(joining())
        + ".\n\n**Optimisers**: "
        + records(Optimizer.class)
        + ".\n\n**Schedules**: "
        + records(Schedule.class)
        + ".\n\n**Metrics**: "
        + metrics()
        + ".\n\n";
  }

  private static String row(Activation a) {
    return code(a.name())
        + " | "
        + a.formula().map(ReferenceSectionTest::code).orElse("see its Javadoc")
        + " | "
        + a.derivative().map(ReferenceSectionTest::code).orElse("")
        + " | "
        + number(a.slope())
        + " | "
        + code(a.initializer().name());
  }

  private static String row(Loss loss) {
    return code(loss.name())
        + " | "
        + loss.formula().map(ReferenceSectionTest::code).orElse("see its Javadoc")
        + " | "
        + loss.derivative().map(ReferenceSectionTest::code).orElse("")
        + " | "
        + loss.reduction().name().toLowerCase(Locale.ROOT)
        + " | "
        + loss.activation().map(a -> code(a.name())).orElse("any");
  }

  /** {@code Adam(learningRate, beta1, …)}: each permitted record with its settings. */
  private static String records(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .sorted(Comparator.comparing(Class::getSimpleName))
        .map(
            type ->
                code(
                    type.getSimpleName()
                        + Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .collect(Collectors.joining(", ", "(", ")"))))
        .collect(joining());
  }

  /** The constants of Metric, then what makes one from arguments. */
  private static String metrics() {
    Stream<String> constants =
        Stream.of(Metric.class.getFields())
            .filter(field -> field.getType() == Metric.class)
            .map(Field::getName)
            .sorted();
    Stream<String> factories =
        Stream.of(Metric.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Metric.class)
            .map(Method::getName)
            .sorted()
            .map(name -> name + "(…)");
    return Stream.concat(constants, factories).map(ReferenceSectionTest::code).collect(joining());
  }

  private static String rows(Stream<String> rows) {
    return rows.map(row -> "| " + row + " |\n").collect(Collectors.joining());
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }
}
