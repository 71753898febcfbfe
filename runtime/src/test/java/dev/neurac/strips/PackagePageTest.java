package dev.neurac.strips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.strips.StripCode.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The package's page shows the instructions of one program: they are what it is assembled to. */
class PackagePageTest {

  private static final Path PAGE =
      Path.of("src", "main", "java", "dev", "neurac", "strips", "package-info.java");

  @Test
  void theProgramOnThePackagePageIsAssembledAsItSays() throws Exception {
    List<String> page = Files.readAllLines(PAGE).stream().map(PackagePageTest::stripped).toList();
    int from = page.indexOf("1 10");
    String text =
        page.subList(from, page.size()).stream()
            .takeWhile(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    StripCode code = StripAssembler.assemble(text, StripLibrary.cold(256));
    assertThat(page).containsSubsequence(listing(code));
    assertThat(String.join(" ", page)).contains("blocks of " + code.block + " vectors");
  }

  private static String stripped(String line) {
    return line.replaceFirst("^ \\*", "").strip().replaceAll(" +", " ");
  }

  private static List<String> listing(StripCode code) {
    List<String> lines = new ArrayList<>();
    for (Instruction instruction : code.instructions) {
      StringBuilder line = new StringBuilder(instruction.primitive().toString());
      for (int i = 0; i < instruction.primitive().arity(); i++) {
        line.append(' ').append(name(code, code.operands[instruction.at() + i]));
      }
      int result = code.operands[instruction.at() + instruction.primitive().arity()];
      lines.add(
          line.append(" → ").append(name(code, result)).append(' ') + "" + instruction.count());
    }
    return lines;
  }

  /** A view by its buffer, a constant by its value, a register by its number. */
  private static String name(StripCode code, int number) {
    if (StripCode.isOwn(number)) {
      return "s" + number / 2;
    }
    int index = number / 2;
    return index < code.accesses.length
        ? "b" + code.accesses[index].view().buffer()
        : String.valueOf(code.constants[index - code.accesses.length][0]);
  }
}
