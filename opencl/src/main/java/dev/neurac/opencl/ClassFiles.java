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
   * Checks that a class was compiled with its local names, and so were those it extends.
   *
   * @param end the class that ends the way up, and is not looked into
   * @throws BackendException if one was not, or its file cannot be found
   */
  static void requireLocalNames(Class<?> type, Class<?> end) {
    for (Class<?> each = type; each != end; each = each.getSuperclass()) {
      requireLocalNames(each);
    }
  }

  private static void requireLocalNames(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new BackendException(
            "the file of class "
                + type.getName()
                + " cannot be found by its class loader, and Aparapi needs to read it");
      }
      // A file with such an attribute spells its name; a file without could do so only for a text
      // in its code that does, and none of the classes in question has one.
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!text.contains(TABLE)) {
        throw new BackendException(
            "class "
                + type.getName()
                + " was compiled without the names of local variables, which Aparapi needs."
                + " Compile the model with -g (Maven and Gradle do so unless told otherwise), and"
                + " keep them in Neurac's own classes where an application is made smaller.");
      }
    } catch (IOException e) {
      throw new BackendException("the file of class " + type.getName() + " cannot be read", e);
    }
  }
}
