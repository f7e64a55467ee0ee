/** Object stores that speak S3: folders there, and reads that outlive a lost connection. */
package io.millrace.io.store;
