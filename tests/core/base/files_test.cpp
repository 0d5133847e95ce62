#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::files_test {

namespace fs = std::filesystem;

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWholeFileAndLeavesNothingElse()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "a.txt", "first");
        writeFileAtomically(folder / "a.txt", "second");
        QCOMPARE(readFile(folder / "a.txt"), std::string("second"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void folderWhoseFillingFailsLeavesTheOldOne()
    {
        const test::TemporaryFolder folder;
        writeFolderAtomically(folder / "c", [](const fs::path& temporary) {
            writeFileAtomically(temporary / "x", "old");
        });
        QVERIFY_EXCEPTION_THROWN(writeFolderAtomically(folder / "c",
                                                       [](const fs::path& temporary) {
                                                           writeFileAtomically(temporary / "x",
                                                                               "new");
                                                           throw RunError("disk", "full");
                                                       }),
                                 RunError);
        QCOMPARE(readFile(folder / "c" / "x"), std::string("old"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void missingFileIsAnInputErrorThatNamesIt()
    {
        try {
            readFile("/nowhere/at/all");
            QFAIL("no error");
        } catch (const InputError& error) {
            QVERIFY(std::string(error.what()).find("/nowhere/at/all") != std::string::npos);
            QCOMPARE(error.exitCode(), 2);
        }
    }

    void fileInPlaceOfAFolderIsRefusedBeforeAnythingIsCreated()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "plain", "text");
        QVERIFY_EXCEPTION_THROWN(requireWritable(folder / "plain/run"), InputError);
        requireWritable(folder / "new/deep/run");
        QVERIFY(!fs::exists(folder / "new"));
    }
};

NIE_TEST(FilesTest);

}  // namespace nie::files_test

#include "files_test.moc"
