/** What a user of Neurac writes: the annotations that declare a network, and their enums. */
module dev.neurac {
  exports dev.neurac;
}
