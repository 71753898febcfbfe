package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.aparapi.Kernel;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import dev.neurac.runtime.Backends;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example's Aparapi kernel becomes OpenCL; that needs no device. */
class TranslationTest {

  private static final Path CLASSES = Path.of("target", "classes");

  private static final Pattern KERNEL = Pattern.compile("(.*Net_[0-9a-f]{8})\\.class");

  /** A call or a definition of one of our functions, which Aparapi names after their classes. */
  private static final Pattern FUNCTION = Pattern.compile("(dev_neurac_\\w+__\\w+)\\(");

  static List<String> kernels() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
          .map(KERNEL::matcher)
          .filter(Matcher::matches)
          .map(name -> name.group(1).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyExampleHasOne() throws IOException {
    assertThat(kernels()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void becomesOpenCl(String name) throws Exception {
    Backends.refusal(); // Loads Aparapi with its logging contained.
    Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    Kernel kernel = (Kernel) constructor.newInstance();

    String text =
        KernelWriter.writeToString(
            ClassModel.createClassModel(kernel.getClass()).getEntrypoint("run", kernel));

    assertThat(text).contains("__kernel void run(").contains("barrier(");
    assertEveryFunctionIsDefinedBeforeItIsCalled(text);
  }

  /** As C demands. Aparapi does not always see to it. */
  private static void assertEveryFunctionIsDefinedBeforeItIsCalled(String text) {
    Set<String> defined = new HashSet<>();
    for (String line : text.lines().toList()) {
      boolean definition = line.matches("(void|int|float) dev_neurac_.*\\{");
      Matcher function = FUNCTION.matcher(line);
      while (function.find()) {
        if (definition) {
          defined.add(function.group(1));
        } else {
          assertThat(defined).as(line).contains(function.group(1));
        }
      }
    }
    assertThat(defined).isNotEmpty();
  }
}
