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

    FILE* fopen(const char* name, const char* mode)
    FILE* freopen(const char* name, const char* mode, FILE* stream)
    FILE* fdopen(int descriptor, const char* mode)
    FILE* tmpfile()
    int fclose(FILE* stream)
    int remove(const char* name)
    int rename(const char* old_name, const char* new_name)

    int fflush(FILE* stream)
    void setbuf(FILE* stream, char* buffer)
    int setvbuf(FILE* stream, char* buffer, int mode, size_t size)

    int feof(FILE* stream)
    int ferror(FILE* stream)
    void clearerr(FILE* stream)
    void perror(const char* prefix)

    size_t fread(void* block, size_t size, size_t count, FILE* stream)
    size_t fwrite(const void* block, size_t size, size_t count, FILE* stream)

    long ftell(FILE* stream)
    int fseek(FILE* stream, long offset, int origin)
    void rewind(FILE* stream)
    int fgetpos(FILE* stream, fpos_t* position)
    int fsetpos(FILE* stream, const fpos_t* position)

    int getc(FILE* stream)
    int fgetc(FILE* stream)
    int getchar()
    int ungetc(int character, FILE* stream)
    int putc(int character, FILE* stream)
    int fputc(int character, FILE* stream)
    int putchar(int character)

    char* gets(char* buffer)
    char* fgets(char* buffer, int size, FILE* stream)
    ssize_t getline(char** buffer, size_t* size, FILE* stream)
    int puts(const char* text)
    int fputs(const char* text, FILE* stream)

    int scanf(const char* format, ...)
    int fscanf(FILE* stream, const char* format, ...)
    int sscanf(const char* text, const char* format, ...)
    int printf(const char* format, ...)
    int fprintf(FILE* stream, const char* format, ...)
    int sprintf(char* buffer, const char* format, ...)
    int snprintf(char* buffer, size_t size, const char* format, ...)
