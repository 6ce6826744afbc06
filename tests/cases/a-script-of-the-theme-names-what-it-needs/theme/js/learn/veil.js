// Others need it, and it is none.
alert("veil");
