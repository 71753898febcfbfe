package dev.neurac.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntSupplier;

/**
 * Defines a class that works on vectors of a constant width once more for a width.
 *
 * <p>C2 turns operations on vectors into instructions only where it knows their width at compile
 * time. A hidden class gets the width as its class data, so one source serves all widths.
 */
final class VectorWidth {

  private VectorWidth() {}

  /**
   * Returns a new instance of the class {@code name} of this package, for vectors of so many bits.
   */
  static Object instance(String name, int bits) throws ReflectiveOperationException {
    return instance(name, (Object) bits);
  }

  /** Returns a new instance of the class {@code name} of this package, with its class data. */
  static Object instance(String name, Object data) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try (InputStream file = VectorWidth.class.getResourceAsStream(name + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      Class<?> type =
          lookup.defineHiddenClassWithClassData(file.readAllBytes(), data, true).lookupClass();
      return lookup.findConstructor(type, MethodType.methodType(void.class)).invoke();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error | ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns a new instance of the class {@code name} of this package, which has a width of its own.
   */
  static Object instance(String name) throws ReflectiveOperationException {
    String qualified = VectorWidth.class.getPackageName() + "." + name;
    return Class.forName(qualified).getDeclaredConstructor().newInstance();
  }

  /** Returns how many bits the vectors of this machine have. */
  static int preferredBits() throws ReflectiveOperationException {
    return ((IntSupplier) instance("PreferredWidth")).getAsInt();
  }
}
