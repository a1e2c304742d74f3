# Strings. Decoders take a size in bytes and the name of an error handler (NULL: strict). Characters are
# Py_UCS4; the functions on Py_UNICODE belong to the representation before Python 3.3.
from libc.stddef cimport wchar_t

cdef extern from "Python.h":
    ctypedef unsigned char Py_UCS1
    ctypedef unsigned short Py_UCS2

    # kinds of storage: bytes for each character
    int PyUnicode_WCHAR_KIND
    int PyUnicode_1BYTE_KIND
    int PyUnicode_2BYTE_KIND
    int PyUnicode_4BYTE_KIND

    Py_UCS4* PyUnicode_AsUCS4(object unicode, Py_UCS4* buffer, Py_ssize_t buflen,
            int copy_null) except NULL
    Py_UCS4* PyUnicode_AsUCS4Copy(object u) except NULL
    Py_ssize_t PyUnicode_AsWideChar(object o, wchar_t* w, Py_ssize_t size) except -1
    wchar_t* PyUnicode_AsWideCharString(object o, Py_ssize_t* size) except NULL
    bint PyUnicode_Check(object o)
    bint PyUnicode_CheckExact(object o)
    int PyUnicode_Compare(object left, object right) except? -1
    int PyUnicode_CompareWithASCIIString(object uni, const char* string)
    str PyUnicode_Concat(object left, object right)
    int PyUnicode_Contains(object container, object element) except -1
    Py_ssize_t PyUnicode_Count(object o, object substr, Py_ssize_t start, Py_ssize_t end) except -1
    Py_ssize_t PyUnicode_Find(object o, object substr, Py_ssize_t start, Py_ssize_t end,
            int direction) except -2
    Py_ssize_t PyUnicode_FindChar(object o, Py_UCS4 ch, Py_ssize_t start, Py_ssize_t end,
            int direction) except -2
    str PyUnicode_Format(object format, object args)
    bint PyUnicode_IsIdentifier(object o)
    str PyUnicode_Join(object separator, object seq)
    str PyUnicode_Replace(object o, object substr, object replstr, Py_ssize_t maxcount)
    object PyUnicode_RichCompare(object left, object right, int op)
    list PyUnicode_Split(object s, object sep, Py_ssize_t maxsplit)
    list PyUnicode_Splitlines(object s, bint keepend)
    str PyUnicode_Substring(object o, Py_ssize_t start, Py_ssize_t end)
    Py_ssize_t PyUnicode_Tailmatch(object o, object substr, Py_ssize_t start, Py_ssize_t end,
            int direction) except -1
    str PyUnicode_Translate(object o, object table, const char* errors)

    # making strings
    str PyUnicode_FromFormat(const char* format, ...)
    str PyUnicode_FromKindAndData(int kind, const void* buffer, Py_ssize_t size)
    object PyUnicode_FromObject(object obj)
    str PyUnicode_FromOrdinal(int ordinal)
    str PyUnicode_FromString(const char* u)
    str PyUnicode_FromStringAndSize(const char* u, Py_ssize_t size)
    object PyUnicode_FromWideChar(const wchar_t* w, Py_ssize_t size)
    str PyUnicode_InternFromString(const char* v)

    # the characters in storage
    Py_UCS1* PyUnicode_1BYTE_DATA(object o)
    Py_UCS2* PyUnicode_2BYTE_DATA(object o)
    Py_UCS4* PyUnicode_4BYTE_DATA(object o)
    Py_ssize_t PyUnicode_CopyCharacters(object to, Py_ssize_t to_start, object o,
            Py_ssize_t from_start, Py_ssize_t how_many) except -1
    void* PyUnicode_DATA(object o)
    Py_ssize_t PyUnicode_Fill(object unicode, Py_ssize_t start, Py_ssize_t length,
            Py_UCS4 fill_char) except -1
    Py_ssize_t PyUnicode_GET_LENGTH(object o)
    Py_ssize_t PyUnicode_GetLength(object unicode) except -1
    unsigned int PyUnicode_KIND(object o)
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)
    Py_UCS4 PyUnicode_READ(int kind, void* data, Py_ssize_t index)
    Py_UCS4 PyUnicode_READ_CHAR(object o, Py_ssize_t index)
    Py_UCS4 PyUnicode_ReadChar(object unicode, Py_ssize_t index) except -1
    void PyUnicode_WRITE(int kind, void* data, Py_ssize_t index, Py_UCS4 value)
    int PyUnicode_WriteChar(object unicode, Py_ssize_t index, Py_UCS4 character) except -1

    # encoding and decoding
    bytes PyUnicode_AsASCIIString(object o)
    object PyUnicode_AsCharmapString(object o, object mapping)
    object PyUnicode_AsEncodedString(object unicode, const char* encoding, const char* errors)
    bytes PyUnicode_AsLatin1String(object unicode)
    object PyUnicode_AsRawUnicodeEscapeString(object unicode)
    bytes PyUnicode_AsUTF16String(object unicode)
    const char* PyUnicode_AsUTF8(object unicode) except NULL
    const char* PyUnicode_AsUTF8AndSize(object unicode, Py_ssize_t* size) except NULL
    bytes PyUnicode_AsUTF8String(object unicode)
    object PyUnicode_AsUnicodeEscapeString(object unicode)
    object PyUnicode_Decode(const char* s, Py_ssize_t size, const char* encoding, const char* errors)
    str PyUnicode_DecodeASCII(const char* s, Py_ssize_t size, const char* errors)
    object PyUnicode_DecodeCharmap(const char* string, Py_ssize_t length, object mapping,
            const char* errors)
    str PyUnicode_DecodeLatin1(const char* s, Py_ssize_t size, const char* errors)
    object PyUnicode_DecodeRawUnicodeEscape(const char* s, Py_ssize_t size, const char* errors)
    str PyUnicode_DecodeUTF16(const char* s, Py_ssize_t size, const char* errors, int* byteorder)
    str PyUnicode_DecodeUTF16Stateful(const char* string, Py_ssize_t length, const char* errors,
            int* byteorder, Py_ssize_t* consumed)
    str PyUnicode_DecodeUTF8(const char* s, Py_ssize_t size, const char* errors)
    str PyUnicode_DecodeUTF8Stateful(const char* string, Py_ssize_t length, const char* errors,
            Py_ssize_t* consumed)
    object PyUnicode_DecodeUnicodeEscape(const char* s, Py_ssize_t size, const char* errors)
    object PyUnicode_FromEncodedObject(object o, const char* encoding, const char* errors)

    # Windows only
    bytes PyUnicode_AsMBCSString(object o)
    str PyUnicode_DecodeMBCS(const char* s, Py_ssize_t size, const char* errors)
    str PyUnicode_DecodeMBCSStateful(const char* text, Py_ssize_t size, const char* errors,
            Py_ssize_t* consumed)
    bytes PyUnicode_EncodeCodePage(int code_page, object unicode, const char* errors)

    # characters
    bint Py_UNICODE_ISALNUM(Py_UCS4 ch)
    bint Py_UNICODE_ISALPHA(Py_UCS4 ch)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 ch)
    bint Py_UNICODE_ISDIGIT(Py_UCS4 ch)
    bint Py_UNICODE_ISLINEBREAK(Py_UCS4 ch)
    bint Py_UNICODE_ISLOWER(Py_UCS4 ch)
    bint Py_UNICODE_ISNUMERIC(Py_UCS4 ch)
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 ch)
    bint Py_UNICODE_ISSPACE(Py_UCS4 ch)
    bint Py_UNICODE_ISTITLE(Py_UCS4 ch)
    bint Py_UNICODE_ISUPPER(Py_UCS4 ch)
    int Py_UNICODE_TODECIMAL(Py_UCS4 ch)
    int Py_UNICODE_TODIGIT(Py_UCS4 ch)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 ch)
    double Py_UNICODE_TONUMERIC(Py_UCS4 ch)
    Py_UCS4 Py_UNICODE_TOTITLE(Py_UCS4 ch)
    Py_UCS4 Py_UNICODE_TOUPPER(Py_UCS4 ch)

    # zero-terminated Py_UCS4 text (gone since Python 3.13)
    Py_UCS4* Py_UCS4_strcat(Py_UCS4* s1, const Py_UCS4* s2)
    Py_UCS4* Py_UCS4_strchr(const Py_UCS4* s, Py_UCS4 c)
    int Py_UCS4_strcmp(const Py_UCS4* s1, const Py_UCS4* s2)
    Py_UCS4* Py_UCS4_strcpy(Py_UCS4* s1, const Py_UCS4* s2)
    size_t Py_UCS4_strlen(const Py_UCS4* u)
    int Py_UCS4_strncmp(const Py_UCS4* s1, const Py_UCS4* s2, size_t n)
    Py_UCS4* Py_UCS4_strncpy(Py_UCS4* s1, const Py_UCS4* s2, size_t n)
    Py_UCS4* Py_UCS4_strrchr(const Py_UCS4* s, Py_UCS4 c)

    # deprecated, gone since Python 3.12
    char* PyUnicode_AS_DATA(object o)
    Py_UNICODE* PyUnicode_AS_UNICODE(object o)
    Py_UNICODE* PyUnicode_AsUnicode(object o) except NULL
    str PyUnicode_FromUnicode(const Py_UNICODE* u, Py_ssize_t size)
    Py_ssize_t PyUnicode_GET_DATA_SIZE(object o)
    Py_ssize_t PyUnicode_GET_SIZE(object o)
    Py_ssize_t PyUnicode_GetSize(object o) except -1

    # gone since Python 3.11
    object PyUnicode_Encode(Py_UNICODE* s, Py_ssize_t size, char* encoding, char* errors)
    bytes PyUnicode_EncodeUTF8(Py_UNICODE* s, Py_ssize_t size, char* errors)
    bytes PyUnicode_EncodeUTF16(Py_UNICODE* s, Py_ssize_t size, char* errors, int byteorder)
    object PyUnicode_EncodeUnicodeEscape(Py_UNICODE* s, Py_ssize_t size)
    object PyUnicode_EncodeRawUnicodeEscape(Py_UNICODE* s, Py_ssize_t size, char* errors)
    bytes PyUnicode_EncodeLatin1(Py_UNICODE* s, Py_ssize_t size, char* errors)
    bytes PyUnicode_EncodeASCII(Py_UNICODE* s, Py_ssize_t size, char* errors)
    object PyUnicode_EncodeCharmap(Py_UNICODE* s, Py_ssize_t size, object mapping, char* errors)
    object PyUnicode_TranslateCharmap(Py_UNICODE* s, Py_ssize_t size, object table, char* errors)
    bytes PyUnicode_EncodeMBCS(Py_UNICODE* s, Py_ssize_t size, char* errors)
