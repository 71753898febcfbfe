package dev.neurac.processor;

public class ModelProcessorTest {}
