/** The identifier that comes with Millrace: OpenNLP's language detector, evaluated here. */
package io.millrace.transforms.language.langdetect;
