package dev.neurac.benchmarks;

import static dev.neurac.benchmarks.Markdown.time;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Prints how this checkout compares with a commit, row by row, and beside it how far the commit is
 * from itself: three sides were measured in turns, the commit twice.
 *
 * <p>The quotient of a row is the median over the rounds, each of the times of one round alone, so
 * that a machine that gets slower meanwhile slows all sides. A row counts as slower where its
 * quotient is above the farthest that the commit came from itself, in any round of that row.
 */
final class Comparison {

  private final List<Round> rounds;
  private final Markdown out = new Markdown();

  private Comparison(List<Round> rounds) {
    this.rounds = rounds;
  }

  /** What the three sides took in one round. */
  private record Round(Figures now, Figures commit, Figures again) {

    OptionalDouble quotient(String row) {
      OptionalDouble one = commit.median(row);
      OptionalDouble other = again.median(row);
      return one.isEmpty() || other.isEmpty()
          ? OptionalDouble.empty()
          : Figures.quotient(
              now.median(row),
              OptionalDouble.of(Math.sqrt(one.getAsDouble() * other.getAsDouble())));
    }

    /** Returns how far the commit is from itself, at least 1. */
    OptionalDouble noise(String row) {
      OptionalDouble quotient = Figures.quotient(commit.median(row), again.median(row));
      return quotient.isEmpty()
          ? quotient
          : OptionalDouble.of(Math.max(quotient.getAsDouble(), 1 / quotient.getAsDouble()));
    }
  }

  /**
   * Prints the table.
   *
   * @param args the folder of the three sides, and what the commit is called
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Round> rounds = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.resolve("now"))) {
      for (Path each : folders) {
        rounds.add(
            new Round(
                Figures.read(each),
                Figures.read(folder.resolve("commit").resolve(each.getFileName())),
                Figures.read(folder.resolve("again").resolve(each.getFileName()))));
      }
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .print(new Comparison(rounds).text(args[1]));
  }

  private Markdown text(String commit) {
    out.header("", commit, "now", "now/" + commit, commit + "/" + commit, "");
    int slower = 0;
    List<String> rows = new ArrayList<>(rounds.get(0).now().rows());
    for (String row : rows) {
      double[] quotients = values(rounds.stream().map(round -> round.quotient(row)));
      double[] noises = values(rounds.stream().map(round -> round.noise(row)));
      if (quotients.length == 0) {
        out.row(row, "–", time(median(Side.NOW, row)), "–", "–", "new");
        continue;
      }
      double quotient = Figures.median(quotients);
      double noise = noises[noises.length - 1];
      boolean isSlower = quotient > noise;
      slower += isSlower ? 1 : 0;
      out.row(
          row,
          time(median(Side.COMMIT, row)),
          time(median(Side.NOW, row)),
          Markdown.number(quotient),
          Markdown.number(noise),
          isSlower ? "**slower**" : quotient < 1 / noise ? "faster" : "");
    }
    out.paragraph(
        "%n%d of %d rows are slower than %s by more than that differs from itself; %d rounds.",
        slower, rows.size(), commit, rounds.size());
    return out;
  }

  private enum Side {
    NOW,
    COMMIT
  }

  private OptionalDouble median(Side side, String row) {
    double[] times =
        values(
            rounds.stream()
                .map(round -> (side == Side.NOW ? round.now() : round.commit()).median(row)));
    return times.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Figures.median(times));
  }

  /** Returns what was measured, in ascending order. */
  private static double[] values(Stream<OptionalDouble> values) {
    return values
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .sorted()
        .toArray();
  }
}
