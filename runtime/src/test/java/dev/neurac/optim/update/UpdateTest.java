package dev.neurac.optim.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.optim.Optimizer;
import dev.neurac.runtime.UpdateSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel and Aparapi rely on in the classes of updates. */
class UpdateTest {

  /** The update of each optimiser. */
  static Stream<Class<?>> updates() {
    return Stream.of(Optimizer.class.getPermittedSubclasses())
        .map(optimizer -> classOf(optimizer.getSimpleName() + "Update"));
  }

  static Stream<Class<?>> updatesWithScalars() {
    return updates().filter(update -> update != AdamWUpdate.class);
  }

  @Test
  void eachUpdateHasANumberOfItsOwn() {
    assertThat(updates().map(update -> constant(update, "NUMBER")))
        .hasSameSizeAs(Optimizer.class.getPermittedSubclasses())
        .doesNotHaveDuplicates();
  }

  /** Without gaps, too. AdamW has Adam's, one of them by another name. */
  @ParameterizedTest
  @MethodSource("updatesWithScalars")
  void eachScalarHasAPlaceOfItsOwn(Class<?> update) {
    int scalars = constant(update, "SCALARS");
    List<Integer> places =
        Stream.of(update.getFields())
            .map(Field::getName)
            .filter(name -> !name.equals("NUMBER") && !name.equals("SCALARS"))
            .map(name -> constant(update, name))
            .toList();
    assertThat(places)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, scalars).boxed().toList());
    assertThat(scalars).isLessThanOrEqualTo(UpdateSettings.MAX_SCALARS);
  }

  /** A kernel that holds two of one name and types would call the same one twice. */
  @Test
  void formulasHaveNamesOfTheirOwn() throws IOException {
    List<String> formulas = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/neurac/optim/update"))) {
      files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .flatMap(name -> Stream.of(classOf(name).getDeclaredMethods()))
          .map(Method::getName)
          .forEach(formulas::add);
    }
    assertThat(formulas).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  private static Class<?> classOf(String name) {
    try {
      return Class.forName("dev.neurac.optim.update." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static int constant(Class<?> update, String name) {
    try {
      return update.getField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
