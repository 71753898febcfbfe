/** Tests of the artifacts as users get them: packaged, given to compilers by their paths. */
package dev.neurac.integration;
