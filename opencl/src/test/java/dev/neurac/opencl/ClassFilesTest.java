package dev.neurac.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.runtime.BackendException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a class, and those that it extends, have local names. */
class ClassFilesTest {

  @TempDir private Path folder;

  private void compile(String name, String text, String debug) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    String path = folder.toString();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", path, "-cp", path, debug, source.toString());
    assertThat(result).isZero();
  }

  @Test
  void whatIsExtendedNeedsThemToo() throws Exception {
    compile("Base", "class Base { int twice(int x) { return 2 * x; } }", "-g:none");
    compile("Derived", "class Derived extends Base { int same(int x) { return x; } }", "-g");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      Class<?> derived = loader.loadClass("Derived");
      ClassFiles.requireLocalNames(derived, derived.getSuperclass());
      assertThatThrownBy(() -> ClassFiles.requireLocalNames(derived, Object.class))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("class Base was compiled without the names of local variables");
    }
  }
}
