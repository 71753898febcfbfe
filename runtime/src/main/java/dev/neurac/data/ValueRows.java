package dev.neurac.data;

/**
 * Rows in arrays, whose targets are values.
 *
 * <p>A selection is a copy, so that its rows lie side by side when scalers read them feature by
 * feature, and a small part of a large dataset does not keep all of it in memory.
 */
record ValueRows(FlatRows features, FlatRows targets) implements RowSource {

  /**
   * Takes the arrays as they are; they must never change.
   *
   * @throws IllegalArgumentException if there is no row, or the sizes do not fit each other
   */
  static ValueRows of(float[] features, int featureSize, float[] targets, int targetSize) {
    FlatRows ofFeatures = FlatRows.of("features", features, featureSize);
    FlatRows ofTargets = FlatRows.of("targets", targets, targetSize);
    if (ofFeatures.size() != ofTargets.size()) {
      throw new IllegalArgumentException(
          "every row of features needs its row of targets, but there are "
              + ofFeatures.size()
              + " rows of features ("
              + features.length
              + " / "
              + featureSize
              + ") and "
              + ofTargets.size()
              + " of targets ("
              + targets.length
              + " / "
              + targetSize
              + ")");
    }
    return new ValueRows(ofFeatures, ofTargets);
  }

  @Override
  public int size() {
    return features.size();
  }

  @Override
  public int featureSize() {
    return features.rowSize();
  }

  @Override
  public int targetSize() {
    return targets.rowSize();
  }

  @Override
  public void copyFeatures(int row, float[] into, int at) {
    features.copy(row, into, at);
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    targets.copy(row, into, at);
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int classOf(int row) {
    throw new IllegalStateException(
        "this dataset has no classes but rows of "
            + targetSize()
            + " target values: read them with targets(row), or build it with ofClasses");
  }

  @Override
  public float[] feature(int column) {
    return features.column(column);
  }

  @Override
  public ValueRows select(int[] rows) {
    return new ValueRows(features.select("features", rows), targets.select("targets", rows));
  }

  @Override
  public ValueRows withFeatures(float[] replaced) {
    return new ValueRows(features.with(replaced), targets);
  }

  @Override
  public ValueRows withSigns() {
    return new ValueRows(features, targets.withSigns());
  }
}
