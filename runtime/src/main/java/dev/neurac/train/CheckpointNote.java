package dev.neurac.train;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.neurac.metric.Evaluation;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a checkpoint that is no array, as JSON with its fields in this order:
 *
 * <pre>{@code
 * {"format":3,"conditions":{…},"epoch":3,"batch":12,"step":112,"losses":0.5,"penalty":0.0,
 *  "seconds":0.25,"firstLoss":0.9,"optimizerSteps":112,"history":[
 *   {"loss":0.7,"metrics":{"accuracy":0.5},"validation":null,"seconds":0.5},…]}
 * }</pre>
 *
 * <p>Numbers with a fraction are strings where JSON has none, as NaN. Java prints a double so that
 * it is read back to the bit.
 *
 * @param conditions what a run that goes on must have too
 * @param position how far the run had come
 * @param optimizerSteps how many steps the optimiser had made
 * @param history the epochs that had ended
 */
record CheckpointNote(
    Map<String, String> conditions, Position position, long optimizerSteps, List<Epoch> history) {

  /**
   * 1 had settings whose texts could not be read back, and did not say what made the steps; of 2
   * the dropout masks were others.
   */
  private static final int FORMAT = 3;

  /** Says that a note is whole, but of another version of this library. */
  static final class FormatException extends IOException {

    private static final long serialVersionUID = 1;

    private FormatException(String message) {
      super(message);
    }
  }

  /** Returns this as JSON. */
  String write() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject().name("format").value(FORMAT);
      json.name("conditions").beginObject();
      for (Map.Entry<String, String> condition : conditions.entrySet()) {
        json.name(condition.getKey()).value(condition.getValue());
      }
      json.endObject();
      json.name("epoch").value(position.epoch());
      json.name("batch").value(position.batch());
      json.name("step").value(position.step());
      write(json.name("losses"), position.losses());
      write(json.name("penalty"), position.penalty());
      write(json.name("seconds"), position.seconds());
      write(json.name("firstLoss"), position.firstLoss());
      json.name("optimizerSteps").value(optimizerSteps);
      json.name("history").beginArray();
      for (Epoch epoch : history) {
        json.beginObject();
        write(json, epoch.training());
        json.name("validation");
        if (epoch.validation().isPresent()) {
          json.beginObject();
          write(json, epoch.validation().get());
          json.endObject();
        } else {
          json.nullValue();
        }
        write(json.name("seconds"), epoch.seconds());
        json.endObject();
      }
      json.endArray().endObject();
    }
    return text.toString();
  }

  private static void write(JsonWriter json, Evaluation evaluation) throws IOException {
    write(json.name("loss"), evaluation.loss());
    json.name("metrics").beginObject();
    for (Map.Entry<String, Double> metric : evaluation.metrics().entrySet()) {
      write(json.name(metric.getKey()), metric.getValue());
    }
    json.endObject();
  }

  private static void write(JsonWriter json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.value(value);
    } else {
      json.value(Double.toString(value));
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws FormatException if another version wrote it
   * @throws IOException if it is anything else
   * @throws RuntimeException likewise
   */
  static CheckpointNote read(String text) throws IOException {
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      int format = at(json, "format").nextInt();
      if (format != FORMAT) {
        throw new FormatException(
            "the checkpoint is in format " + format + ", but this version reads format " + FORMAT);
      }
      Map<String, String> conditions = new LinkedHashMap<>();
      at(json, "conditions").beginObject();
      while (json.hasNext()) {
        conditions.put(json.nextName(), json.nextString());
      }
      json.endObject();
      Position position =
          new Position(
              at(json, "epoch").nextInt(),
              at(json, "batch").nextInt(),
              at(json, "step").nextInt(),
              number(at(json, "losses")),
              number(at(json, "penalty")),
              number(at(json, "seconds")),
              number(at(json, "firstLoss")));
      long optimizerSteps = at(json, "optimizerSteps").nextLong();
      List<Epoch> history = new ArrayList<>();
      at(json, "history").beginArray();
      while (json.hasNext()) {
        history.add(epoch(json, history.size() + 1));
      }
      json.endArray();
      json.endObject();
      return new CheckpointNote(conditions, position, optimizerSteps, history);
    }
  }

  private static Epoch epoch(JsonReader json, int number) throws IOException {
    json.beginObject();
    Evaluation training = evaluation(json);
    Optional<Evaluation> validation = Optional.empty();
    if (at(json, "validation").peek() == JsonToken.NULL) {
      json.nextNull();
    } else {
      json.beginObject();
      validation = Optional.of(evaluation(json));
      json.endObject();
    }
    double seconds = number(at(json, "seconds"));
    json.endObject();
    return new Epoch(number, training, validation, seconds);
  }

  private static Evaluation evaluation(JsonReader json) throws IOException {
    double loss = number(at(json, "loss"));
    Map<String, Double> metrics = new LinkedHashMap<>();
    at(json, "metrics").beginObject();
    while (json.hasNext()) {
      metrics.put(json.nextName(), number(json));
    }
    json.endObject();
    return new Evaluation(loss, metrics);
  }

  private static double number(JsonReader json) throws IOException {
    return Double.parseDouble(json.nextString());
  }

  /** Goes to the value of the next field, which has a certain name. */
  private static JsonReader at(JsonReader json, String name) throws IOException {
    String found = json.nextName();
    if (!found.equals(name)) {
      throw new IOException("'" + found + "' instead of '" + name + "'");
    }
    return json;
  }
}
