package dev.neurac.examples;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The data file of an example: the option that gives it, else the places where it may lie. */
final class DataFile {

  private final String name;
  private final String content;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = {
        "The data file, or the folder that it lies in.",
        "Without it, the file is looked for in the folder 'data' here and one folder up."
      })
  private Path given;

  /**
   * Says which file an example reads.
   *
   * @param name what the file is usually called
   * @param content what it holds, for those who do not have it yet
   */
  DataFile(String name, String content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Returns the file.
   *
   * @throws FileNotFoundException if there is none; the message says where it was looked for
   */
  Path find() throws FileNotFoundException {
    List<Path> places = places(Path.of("").toAbsolutePath());
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return place;
      }
    }
    StringBuilder message = new StringBuilder();
    message.append("This example reads ").append(name).append(": ").append(content).append(".\n");
    message.append("It was looked for, and is not there:\n");
    places.forEach(place -> message.append("  ").append(place).append('\n'));
    message.append("It is not part of this project, since nobody says that it may be copied.\n");
    message.append("Say where you have it: --data PATH");
    if (given == null) {
      message.append(", or put it into one of these places");
    }
    throw new FileNotFoundException(message.append('.').toString());
  }

  private List<Path> places(Path here) {
    if (given != null) {
      return List.of(Files.isDirectory(given) ? given.resolve(name) : given);
    }
    Path up = here.getParent() == null ? here : here.getParent();
    return List.of(here.resolve("data").resolve(name), up.resolve("data").resolve(name));
  }
}
