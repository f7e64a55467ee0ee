package io.millrace.ui.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A value of an option as one might type it, printed by the command's help. An option without one
 * is shown with the value it has in the command's examples, if it is among them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Example {
  /** The value, without the option's name. */
  String value();
}
