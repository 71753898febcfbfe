package dev.neurac.processor.frontend;

import java.util.Locale;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * What a layer or the input may be called: generated code, files and tables have the name.
 *
 * <p>Texts in annotations can be anything, and so can the names in class files of other languages.
 */
final class NameRule {

  /** A class file holds names of 65,535 bytes; ours get a little longer, and six bytes a letter. */
  private static final int MAX_LENGTH = 1000;

  /** As much of a name as a message shows. */
  private static final int SHOWN = 40;

  private NameRule() {}

  /** What is wrong with a name, as a clause that follows it, and what would change that. */
  record Fault(String found, String advice) {}

  /** Returns what is wrong with a name, if anything is. */
  static Optional<Fault> fault(String name) {
    if (SourceVersion.isKeyword(name)) {
      return fault(
          "which is a word of Java", "Choose another name: generated code calls a method so.");
    }
    if (!SourceVersion.isIdentifier(name)) {
      return fault(
          "which is not a Java identifier", "Use letters and digits, and begin with a letter.");
    }
    if (name.codePoints().anyMatch(Character::isIdentifierIgnorable)) {
      return fault(
          "which has characters that cannot be seen", "Use letters and digits that can be seen.");
    }
    if (name.length() > MAX_LENGTH) {
      return fault(
          String.format(
              Locale.ROOT,
              "which has %,d characters; at most %,d are compiled",
              name.length(),
              MAX_LENGTH),
          "Choose a shorter name.");
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(String found, String advice) {
    return Optional.of(new Fault(found, advice));
  }

  /** Returns a name as messages show it: on one line, with all that is in it, not too long. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder("'");
    name.codePoints().limit(SHOWN).forEach(c -> append(shown, c));
    if (name.codePointCount(0, name.length()) > SHOWN) {
      shown.append('…');
    }
    return shown.append('\'').toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (Character.isIdentifierIgnorable(c)
        || Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029) {
      shown.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }
}
