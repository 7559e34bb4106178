package haneul.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The IAM action a handler method needs and the resource it needs it on. A handler without it is refused at start, and
 * a call whose operation names no action is denied.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
    /** For example {@code s3:GetObject}. */
    String value();

    /**
     * A template over wire member names, {@code {region}} and {@code {account}}, for example
     * {@code arn:aws:s3:::{Bucket}/{Key}}; {@code *} where AWS defines no resource.
     */
    String resource() default "*";
}
