package dev.neurac.settings;

/**
 * The name and the settings of something, as a text that is the same on every JVM; {@link
 * DescriptionReader} reads it back.
 */
public final class Description {

  private final StringBuilder text;

  private Description(String name) {
    text = new StringBuilder(name);
  }

  /** Starts a description, to be ended with {@link #toString()}. */
  public static Description of(String name) {
    return new Description(name);
  }

  /** Adds a number: {@code rate=0.001}. */
  public Description with(String name, double value) {
    return add(name, Values.text(value));
  }

  /** Adds a switch: {@code amsgrad=true}. */
  public Description with(String name, boolean value) {
    return add(name, Boolean.toString(value));
  }

  /** Adds a text, in quotes: {@code value="validation loss"}. */
  public Description with(String name, String value) {
    return add(name, Quoted.of(value));
  }

  private Description add(String name, String value) {
    text.append(' ').append(name).append('=').append(value);
    return this;
  }

  /** Returns the description: {@code sgd learningRate=0.1 weightDecay=0}. */
  @Override
  public String toString() {
    return text.toString();
  }
}
