/** From what the user wrote to a graph whose shapes fit, or to all that is wrong with it. */
package dev.neurac.processor.check;
