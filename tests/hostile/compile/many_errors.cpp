// expect: error
@ERRORS@
