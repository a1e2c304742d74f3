# <stdio.h>: streams and formatted input and output.
from libc.string cimport const_char, const_void

cdef extern from "<stdio.h>" nogil:
    ctypedef struct FILE
    ctypedef struct fpos_t
    ctypedef const fpos_t const_fpos_t "const fpos_t"

    FILE* stdin
    FILE* stdout
    FILE* stderr

    enum:
        BUFSIZ, EOF, FILENAME_MAX, FOPEN_MAX, SEEK_CUR, SEEK_END, SEEK_SET, _IOFBF, _IOLBF, _IONBF

    FILE* fopen(const char* filename, const char* opentype)
    FILE* freopen(const char* filename, const char* opentype, FILE* stream)
    FILE* fdopen(int fdescriptor, const char* opentype)
    FILE* tmpfile()
    int fclose(FILE* stream)
    int remove(const char* name)
    int rename(const char* old_name, const char* new_name)

    int fflush(FILE* stream)
    void setbuf(FILE* stream, char* buf)
    int setvbuf(FILE* stream, char* buf, int mode, size_t size)

    int feof(FILE* stream)
    int ferror(FILE* stream)
    void clearerr(FILE* stream)
    void perror(const char* message)

    size_t fread(void* data, size_t size, size_t count, FILE* stream)
    size_t fwrite(const void* data, size_t size, size_t count, FILE* stream)

    long ftell(FILE* stream)
    int fseek(FILE* stream, long offset, int whence)
    void rewind(FILE* stream)
    int fgetpos(FILE* stream, fpos_t* position)
    int fsetpos(FILE* stream, const fpos_t* position)

    int getc(FILE* stream)
    int fgetc(FILE* stream)
    int getchar()
    int ungetc(int c, FILE* stream)
    int putc(int c, FILE* stream)
    int fputc(int c, FILE* stream)
    int putchar(int c)

    char* gets(char* s)
    char* fgets(char* s, int count, FILE* stream)
    ssize_t getline(char** lineptr, size_t* n, FILE* stream)
    int puts(const char* s)
    int fputs(const char* s, FILE* stream)

    int scanf(const char* template, ...)
    int fscanf(FILE* stream, const char* template, ...)
    int sscanf(const char* s, const char* template, ...)
    int printf(const char* template, ...)
    int fprintf(FILE* stream, const char* template, ...)
    int sprintf(char* s, const char* template, ...)
    int snprintf(char* s, size_t size, const char* template, ...)
