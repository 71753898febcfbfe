package dev.neurac.processor.codegen;

import com.palantir.javapoet.NameAllocator;
import dev.neurac.processor.model.ParameterSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The constants that say where each parameter begins: {@code HIDDEN_LAYER_WEIGHT}. */
final class Names {

  /** More names in one comment say less. */
  private static final int MAX_IN_A_COMMENT = 6;

  private final Map<String, String> offsets = new HashMap<>();
  private final Set<String> constants = new HashSet<>();

  Names(List<ParameterSpec> parameters) {
    NameAllocator allocator = new NameAllocator();
    for (ParameterSpec parameter : parameters) {
      String constant = upperSnake(parameter.layer()) + "_" + upperSnake(parameter.role());
      String free = allocator.newName(constant);
      offsets.put(parameter.name(), free);
      constants.add(free);
    }
  }

  /** Returns the constant of a parameter. */
  String offset(String parameter) {
    return offsets.get(parameter);
  }

  /** Returns all constants. */
  Set<String> constants() {
    return constants;
  }

  /** Returns names for a comment: {@code layer1, layer2, layer3 and 97 more}. */
  static String firstOf(Collection<String> names) {
    String first = names.stream().limit(MAX_IN_A_COMMENT).collect(Collectors.joining(", "));
    int more = names.size() - MAX_IN_A_COMMENT;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** {@code running_mean → runningMean}, {@code unsummed weight → unsummedWeight}. */
  static String camel(String words) {
    String[] each = words.split("[ _]+");
    return each[0] + Stream.of(each).skip(1).map(Names::first).collect(Collectors.joining());
  }

  /** {@code running_mean → RunningMean}. */
  static String capital(String words) {
    return first(camel(words));
  }

  private static String first(String word) {
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** {@code hiddenLayer → HIDDEN_LAYER}. */
  private static String upperSnake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
