package dev.neurac.opencl;

import dev.neurac.runtime.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Looks into class files for what Aparapi needs: without local names it ends the whole process. */
final class ClassFiles {

  private static final String TABLE = "LocalVariableTable";

  private ClassFiles() {}

  /**
   * Checks that a class was compiled with its local names.
   *
   * @throws BackendException if it was not, or its file cannot be found
   */
  static void requireLocalNames(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new BackendException(
            "the file of class "
                + type.getName()
                + " cannot be found by its class loader, and Aparapi needs to read it");
      }
      // An attribute's name is in the file as it is, if and only if there is such an attribute.
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!text.contains(TABLE)) {
        throw new BackendException(
            "class "
                + type.getName()
                + " was compiled without the names of local variables, which Aparapi needs."
                + " Compile the model with -g (Maven and Gradle do so unless told otherwise).");
      }
    } catch (IOException e) {
      throw new BackendException("the file of class " + type.getName() + " cannot be read", e);
    }
  }
}
