package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.model.Attributes;
import dev.neurac.processor.model.LayerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a new layer of existing operations costs: its annotation, its record and its line among
 * {@link LayerKind#READERS}; in the tests the input files of its diagnostics (and the list of all
 * annotations in that of {@code NotANode}) and its reference. Nothing else names a layer, so that
 * nothing else has to be found and changed.
 */
class LayerCostTest {

  private static final Path ANNOTATIONS = Path.of("../annotations/src/main/java/dev/neurac");
  private static final Path PROCESSOR = Path.of("src/main/java/dev/neurac/processor");
  private static final List<Path> AT_RUN_TIME =
      List.of(
          Path.of("../runtime/src/main/java/dev/neurac"),
          Path.of("../opencl/src/main/java/dev/neurac"));

  private static final String LIST = "model/LayerKind.java";

  /**
   * Who else names a layer, and which. All of them deal with the stack form, whose only layer is
   * the dense one, or give advice that names a layer to write instead; and the table of layers has
   * a heading.
   */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.of(
          "Layers.java", Set.of("Layer"),
          "frontend/ModelReader.java", Set.of("Layer"),
          "frontend/Placement.java", Set.of("Layer", "Dropout", "Apply"),
          "check/WiringChecker.java", Set.of("Add", "Concat"),
          "runtime/Summary.java", Set.of("Layer"));

  @Test
  void aLayerIsNamedByItsAnnotationItsRecordAndTheList() throws IOException {
    Map<String, String> records = records();
    Map<String, Set<String>> named = new TreeMap<>();
    for (Source source : Source.below(ANNOTATIONS)) {
      for (String layer : records.keySet()) {
        boolean isItsOwn = source.simpleName().equals(layer);
        if (!isItsOwn && isWordOf(layer, source.code())) {
          named.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(layer);
        }
      }
    }
    for (Source source : Source.below(PROCESSOR)) {
      // Layers are made of others, and the operation that does a layer's work may be called so.
      boolean isRecord = records.containsValue(source.simpleName());
      boolean isOperation = source.packageName().equals("ir");
      records.forEach(
          (layer, type) -> {
            boolean names =
                isWordOf(type, source.text()) || !isOperation && names(layer, source.text());
            if (names && !isRecord && !source.name().equals(LIST)) {
              named.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(layer);
            }
          });
    }
    for (Path folder : AT_RUN_TIME) {
      for (Source source : Source.below(folder)) {
        for (String layer : records.keySet()) {
          if (names(layer, source.text())) {
            named.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(layer);
          }
        }
      }
    }
    assertThat(named).isEqualTo(MAY_NAME);
  }

  /** Else the test above would look for what is not there. */
  @Test
  void everyLayerHasAnAnnotationARecordOfItsOwnAndALine() throws IOException {
    Map<String, String> records = records();
    Map<String, String> sources =
        Source.below(PROCESSOR).stream().collect(Collectors.toMap(Source::name, Source::text));
    assertThat(records.values()).doesNotHaveDuplicates();
    assertThat(Source.below(ANNOTATIONS))
        .extracting(Source::simpleName)
        .containsAll(records.keySet());
    records.forEach(
        (layer, type) -> {
          assertThat(sources).containsKey("model/" + type + ".java");
          assertThat(sources.get(LIST).lines().filter(line -> isWordOf(type, line)))
              .as(type)
              .singleElement()
              .asString()
              .contains("\"" + layer + "\"");
        });
  }

  private static boolean isWordOf(String word, String text) {
    return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
  }

  /** Returns whether code mentions an annotation: its type, its name, or a text with it. */
  private static boolean names(String annotation, String text) {
    return text.contains("\"" + annotation + "\"")
        || Pattern.compile("@" + annotation + "\\b|\\bdev\\.neurac\\." + annotation + "\\b")
            .matcher(text)
            .find();
  }

  /** Returns the record that each annotation is read as, by their simple names. */
  private static Map<String, String> records() {
    Map<String, String> records = new LinkedHashMap<>();
    LayerKind.READERS
        .keySet()
        .forEach(
            layer ->
                records.put(
                    layer, LayerKind.read(layer, new Anything()).getClass().getSimpleName()));
    assertThat(records).containsEntry("Layer", "DenseLayer").hasSizeGreaterThan(5);
    return records;
  }

  /** Attributes of whatever name and type. */
  private record Anything() implements Attributes {

    @Override
    public int integer(String name) {
      return 1;
    }

    @Override
    public double real(String name) {
      return 1;
    }

    @Override
    public boolean flag(String name) {
      return false;
    }

    @Override
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
      return type.getEnumConstants()[0];
    }

    @Override
    public List<Integer> integers(String name) {
      return List.of(1);
    }
  }
}
