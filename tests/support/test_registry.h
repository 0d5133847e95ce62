#pragma once

#include <QTest>

/// The tests of a folder are compiled and linked together: what a header of LibTorch or Qt costs is
/// paid once for several of them, not once for each. Every file keeps its contents in a namespace
/// of its own, which ends with one of the macros below; the program runs the one it is asked for.
namespace nie::test {

/// file: as __FILE__ has it; the test is called as the file is, without folder and extension.
bool addTest(const char* file, int (*run)(int argc, char** argv));

template <typename Test>
int runTest(int argc, char** argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

/// With an application beside the test: QCoreApplication or QApplication.
template <typename Test, typename Application>
int runTestWith(int argc, char** argv)
{
    Application application(argc, argv);
    // Sizes in tests are those of a screen with 96 dots an inch.
    application.setAttribute(Qt::AA_Use96Dpi, true);
    return runTest<Test>(argc, argv);
}

}  // namespace nie::test

#define NIE_TEST(Test)                                                                             \
    [[maybe_unused]] static const bool kRegistered =                                               \
        nie::test::addTest(__FILE__, nie::test::runTest<Test>)

#define NIE_TEST_WITH(Application, Test)                                                           \
    [[maybe_unused]] static const bool kRegistered =                                               \
        nie::test::addTest(__FILE__, nie::test::runTestWith<Test, Application>)
