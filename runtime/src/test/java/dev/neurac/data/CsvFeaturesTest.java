package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which columns are features, categories, and missing values. */
class CsvFeaturesTest {

  private static final float NAN = Float.NaN;

  @TempDir Path folder;
  private Path file;
  private final CsvReader reader = CsvReader.of();

  @BeforeEach
  void nameFile() throws IOException {
    file = folder.resolve("cars.csv");
    write("power,fuel,doors,price\n90,petrol,5,10\n70,gas,3,20\n110,petrol,3,30\n");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  @Test
  void categoriesAreFeaturesWhereTheirColumnIs() throws IOException {
    Dataset cars = reader.oneHot("fuel").readValues(file, "price");
    assertThat(cars.featureNames()).containsExactly("power", "fuel=gas", "fuel=petrol", "doors");
    assertThat(cars.features()).containsExactly(90, 0, 1, 5, 70, 1, 0, 3, 110, 0, 1, 3);
    assertThat(reader.oneHot(1).readValues(file, "price").features()).isEqualTo(cars.features());
    assertThat(reader.oneHot(-3).readClasses(file, "price").features()).isEqualTo(cars.features());
  }

  @Test
  void givenCategoriesKeepTheirOrder() throws IOException {
    CsvReader ordered = reader.features("fuel").oneHot("fuel", "petrol", "electric", "gas");
    Dataset cars = ordered.readValues(file, "price");
    assertThat(cars.featureNames()).containsExactly("fuel=petrol", "fuel=electric", "fuel=gas");
    assertThat(cars.features()).containsExactly(1, 0, 0, 0, 0, 1, 1, 0, 0);
    write("fuel,price\npetrol,1\nGas,2\n");
    refused(
        () -> ordered.readValues(file, "price"),
        ", line 3, column \"fuel\": expected one of the categories petrol, electric, gas, but"
            + " found \"Gas\" (did you mean \"gas\"?); correct the value or add it to"
            + " oneHot(\"fuel\", …)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.oneHot("fuel", "a", "b", "a"))
        .withMessage("categories are each once, but they are [a, b, a]");
  }

  @Test
  void numbersAreCategoriesInTheirOrder() throws IOException {
    Dataset cars = reader.oneHot("doors").oneHot("fuel").readValues(file, "price");
    assertThat(cars.featureNames())
        .containsExactly("power", "fuel=gas", "fuel=petrol", "doors=3", "doors=5");
    write("10,1\n9,1\n9.0,1\n");
    Dataset rows = reader.withoutHeader().oneHot(0).readValues(file, 1);
    assertThat(rows.features()).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
    assertThat(rows.featureNames()).containsExactly("0=9", "0=9.0", "0=10");
  }

  @Test
  void textsThatDifferAreCategoriesThatDiffer() throws IOException {
    write("zip,version,y\n0210,1.10,1\n210,1.1,2\n0210,1.2,3\n");
    Dataset rows = reader.oneHot("zip").oneHot("version").readValues(file, "y");
    assertThat(rows.featureNames())
        .containsExactly("zip=0210", "zip=210", "version=1.1", "version=1.10", "version=1.2");
    assertThat(rows.features()).containsExactly(1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1);
    assertThat(
            reader.oneHot("zip", "210", "0210").ignore("version").readValues(file, "y").features())
        .containsExactly(0, 1, 1, 0, 0, 1);
  }

  @Test
  void givenCategoriesMayHaveBlanksAroundThem() throws IOException {
    write("a, Private,1\nb, State-gov,2\n");
    CsvReader jobs = reader.withoutHeader().ignore(0);
    assertThat(jobs.oneHot(1, " Private", " State-gov ").readValues(file, -1).features())
        .containsExactly(1, 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.oneHot("x", "a", " a"))
        .withMessage("categories are each once, but they are [a, a]");
  }

  @Test
  void chosenFeaturesComeInTheirOrder() throws IOException {
    Dataset cars = reader.features("doors").features("power").readValues(file, "price");
    assertThat(cars.featureNames()).containsExactly("doors", "power");
    assertThat(cars.features()).containsExactly(5, 90, 3, 70, 3, 110);
    assertThat(reader.features(2, 0).readValues(file, -1).features()).isEqualTo(cars.features());
    // The names go with the rows.
    assertThat(cars.split(.5, 1).train().withWeights(1, 1).featureNames())
        .containsExactly("doors", "power");
    assertThat(Standardizer.fit(cars).apply(cars).featureNames()).containsExactly("doors", "power");
    assertThat(Dataset.of(new float[1], 1, new float[1], 1).featureNames()).isEmpty();
  }

  @Test
  void missingValuesAreReadWhereAllowed() throws IOException {
    write("power,fuel,price\nNA,petrol,10\n , ?,20\n110,gas,30\n");
    CsvReader gaps = reader.oneHot("fuel").allowMissing("NA").allowMissing("", "?");
    Dataset cars = gaps.readValues(file, "price");
    assertThat(cars.features()).containsExactly(NAN, 0, 1, NAN, NAN, NAN, 110, 1, 0);
    assertThat(Imputer.fit(cars, Imputation.mean()).apply(cars).features())
        .containsExactly(110, 0, 1, 110, .5f, .5f, 110, 1, 0);
    // A category that is given is one, whatever stands for a missing value elsewhere.
    Dataset known =
        gaps.features("fuel")
            .oneHot("power", "NA", "110", "")
            .features("power")
            .readValues(file, "price");
    assertThat(known.featureNames())
        .containsExactly("fuel=gas", "fuel=petrol", "power=NA", "power=110", "power=");
    assertThat(known.features(1)).containsExactly(NAN, NAN, 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.allowMissing())
        .withMessage(
            "allowMissing needs the texts that stand for a missing value, such as \"NA\", or \"\""
                + " for none");
  }

  @Test
  void whatIsMissingIsElseAnError() throws IOException {
    write("power,fuel,price\n1,,2\n");
    refused(
        () -> reader.oneHot("fuel").readValues(file, "price"),
        ", line 2, column \"fuel\": expected a category, but the value is missing; fill it in,"
            + " delete the line, or read it as NaN with allowMissing(\"\")");
    refused(
        () -> reader.oneHot("fuel").allowMissing("").readValues(file, "price"),
        ": column \"fuel\" is one-hot encoded, but its value is missing in every row; leave it"
            + " out, or give oneHot the categories");
    // Targets are never missing.
    write("power,price\n1,NA\n2,3\n");
    refused(
        () -> reader.allowMissing("NA").readValues(file, "price"),
        ", line 2, column \"price\": expected a finite number such as 3.14, but found \"NA\";"
            + " correct the line or delete it; labels are read with readClasses, or for a"
            + " single output with labels(\"no\", \"yes\") and readValues");
    refused(
        () -> reader.allowMissing("NA").readClasses(file, "price"),
        ", line 2, column \"price\": expected a class label, but the value is missing; fill it in"
            + " or delete the line");
    assertThat(reader.allowMissing("NA").labels("3", "NA").readClasses(file, "price").classOf(0))
        .isEqualTo(1);
  }

  @Test
  void contradictionsAreRefused() {
    refused(
        () -> reader.features("doors", "price").readValues(file, "price"),
        ": column \"price\" is both a feature and a target");
    refused(
        () -> reader.features("doors").ignore("doors").readValues(file, "price"),
        ": column \"doors\" is both a feature and ignored");
    refused(
        () -> reader.features("doors").features(2).readValues(file, "price"),
        ": column \"doors\" is given twice as a feature");
    refused(
        () -> reader.features("door").readValues(file, "price"),
        ", line 1: there is no column \"door\" (did you mean \"doors\"?); the columns are power,"
            + " fuel, doors, price");
    refused(
        () -> reader.oneHot("fuel").oneHot(1).readValues(file, "price"),
        ": column \"fuel\" is given twice to oneHot");
    refused(
        () -> reader.oneHot("price").ignore("fuel").readValues(file, "price"),
        ": column \"price\" is one-hot encoded, but it is a target");
    refused(
        () -> reader.oneHot("fuel").ignore("fuel").readValues(file, "price"),
        ": column \"fuel\" is one-hot encoded, but it is ignored");
    refused(
        () -> reader.oneHot("fuel").features("doors").readValues(file, "price"),
        ": column \"fuel\" is one-hot encoded, but it is left out by features(…)");
  }

  private void refused(ThrowingCallable reading, String problem) {
    assertThatIllegalArgumentException().isThrownBy(reading).withMessage(file + problem);
  }
}
