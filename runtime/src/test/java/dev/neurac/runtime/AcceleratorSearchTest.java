package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the back end of another artifact is found; the runtime's own tests are without one. */
class AcceleratorSearchTest {

  private static final String SERVICES = "META-INF/services";

  @TempDir private Path folder;

  /** A provider whose driver has no luck. */
  public static final class Unlucky extends FakeAccelerator {

    /** Fails. */
    public Unlucky() {
      throw new IllegalStateException("no luck");
    }
  }

  /** A provider that knows why it cannot work. */
  public static final class Knowing extends FakeAccelerator {

    /** Fails. */
    public Knowing() {
      throw new BackendException("its library is missing", new IllegalStateException());
    }
  }

  /** A class loader that has one more provider. */
  private URLClassLoader with(String provider) throws IOException {
    Path services = Files.createDirectories(folder.resolve(SERVICES));
    Files.writeString(services.resolve(Accelerator.class.getName()), provider);
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void withoutTheArtifactTheReasonSaysWhatToAdd() {
    AcceleratorSearch search = AcceleratorSearch.inApplication();
    assertThat(search.found()).isEmpty();
    assertThat(search.isAbsent()).isTrue();
    assertThat(search.reason().orElseThrow())
        .contains("Add the dependency dev.neurac:neurac-opencl");
  }

  @Test
  void aProviderIsFound() throws IOException {
    try (URLClassLoader loader = with(FakeAccelerator.class.getName())) {
      AcceleratorSearch search = AcceleratorSearch.in(loader);
      assertThat(search.found()).get().isInstanceOf(FakeAccelerator.class);
      assertThat(search.reason()).isEmpty();
      assertThat(search.isAbsent()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dev.neurac.runtime.NoSuchClass, NoSuchClass not found",
    "dev.neurac.runtime.AcceleratorSearchTest, not a subtype",
    "two words, Illegal",
    "dev.neurac.runtime.AcceleratorSearchTest$Unlucky, no luck",
    "Damaged, ClassFormatError"
  })
  void aBrokenProviderIsAReason(String provider, String reason) throws IOException {
    Files.write(folder.resolve("Damaged.class"), new byte[] {1, 2, 3, 4});
    try (URLClassLoader loader = with(provider)) {
      AcceleratorSearch search = AcceleratorSearch.in(loader);
      assertThat(search.found()).isEmpty();
      assertThat(search.isAbsent()).isFalse();
      assertThat(search.reason().orElseThrow())
          .startsWith("it could not be loaded (")
          .contains(reason);
    }
  }

  @Test
  void aProviderThatSaysWhyIsQuoted() throws IOException {
    try (URLClassLoader loader = with("dev.neurac.runtime.AcceleratorSearchTest$Knowing")) {
      assertThat(AcceleratorSearch.in(loader).reason()).hasValue("its library is missing");
    }
  }

  /** As in a server, whose threads may be another application's. */
  @Test
  void theThreadsOwnClassLoaderIsNotAsked() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = with(FakeAccelerator.class.getName())) {
      thread.setContextClassLoader(loader);
      assertThat(AcceleratorSearch.inApplication().isAbsent()).isTrue();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void withoutTheArtifactOpenClIsAnErrorAndOneLineOfTheDescription() {
    assertThatThrownBy(Backends::openCl)
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("the back end opencl cannot be used: ")
        .hasMessageContaining("dev.neurac:neurac-opencl");
    // What other tests trained has lines of its own.
    List<String> lines =
        Backends.describe()
            .lines()
            .filter(line -> line.contains("neurac-opencl") && !line.startsWith("training "))
            .toList();
    assertThat(lines).hasSize(1).first().asString().startsWith("no opencl: ");
  }
}
