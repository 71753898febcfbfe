package dev.neurac.runtime;

/** A program that is started with an invalid {@code -Dneurac.threads}. */
final class InvalidThreads {

  private InvalidThreads() {}

  public static void main(String[] args) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        LinearProgram.network(3, 2, 2).predict(1, 2, 3);
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
