#include "tests/house/source_tree.h"
#include "tests/support/test_registry.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace nie::documents_test {

using namespace nie::test;

namespace {

/// Programs that belong to the reader's system rather than to the project.
const QSet<QString> kSystemPrograms{"git", "cd",           "sudo",           "ctest", "cpack",
                                    "apt", "clang-format", "run-clang-tidy", "gcovr"};

struct Command {
    QString file;
    QStringList words;
    QString text() const { return file + ": " + words.join(' '); }
};

QStringList documents()
{
    QStringList files{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"};
    return files + filesBelow(sourceFolder(), {"docs", "datasets"}, {".md"});
}

/// The command lines inside the ```sh blocks of a document, without comments and prompts.
QList<Command> commandsOf(const QString& file)
{
    static const QRegularExpression block("```(?:sh|bash|console)\\n(.*?)```",
                                          QRegularExpression::DotMatchesEverythingOption);
    QList<Command> commands;
    QString text = readText(sourceFolder() + "/" + file);
    text.replace("\\\n", " ");
    for (auto match = block.globalMatch(text); match.hasNext();) {
        for (QString line : match.next().captured(1).split('\n')) {
            line.remove(QRegularExpression("(^|\\s)#.*$"));
            line.remove(QRegularExpression("^\\s*\\$ "));
            for (const QString& part : line.split(QRegularExpression("&&|\\|"))) {
                const QStringList words =
                    part.split(QRegularExpression("\\s+"), Qt::SkipEmptyParts);
                if (!words.isEmpty())
                    commands << Command{file, words};
            }
        }
    }
    return commands;
}

/// What `nie ARGUMENTS` prints, or nothing if it does not end with 0. Asked once for each.
QString outputOfNie(const QStringList& arguments)
{
    static QHash<QStringList, QString> known;
    if (!known.contains(arguments)) {
        QProcess nie;
        nie.start(qEnvironmentVariable("NIE_BINARY_DIR") + "/nie", arguments);
        const bool good = nie.waitForFinished() && nie.exitStatus() == QProcess::NormalExit &&
                          nie.exitCode() == 0;
        known[arguments] = good ? QString::fromUtf8(nie.readAllStandardOutput()) : QString();
    }
    return known[arguments];
}

bool isCommandOfNie(const QString& word)
{
    const QString list = outputOfNie({"--help"}).section("Subcommands:", 1).section("\n\n", 0, 0);
    return list.contains(QRegularExpression("^  " + QRegularExpression::escape(word) + " ",
                                            QRegularExpression::MultilineOption));
}

/// Why `nie WORDS` is no command of the program; empty if it is one.
QString faultOfNie(const QStringList& words)
{
    if (words.isEmpty())
        return {};
    const bool general = words.first().startsWith('-');
    if (!general && !isCommandOfNie(words.first()))
        return "nie has no such command";
    QString known =
        outputOfNie(general ? QStringList{"--help"} : QStringList{words.first(), "--help"});
    if (words.size() > 1 && known.contains("Subcommands:"))
        known += outputOfNie({words[0], words[1], "--help"});
    for (const QString& word : words) {
        if (word.startsWith("-") && !known.contains(word.section('=', 0, 0)))
            return "unknown option " + word;
    }
    return {};
}

bool presetExists(const QString& name)
{
    const QJsonDocument presets =
        QJsonDocument::fromJson(readText(sourceFolder() + "/CMakePresets.json").toUtf8());
    const QJsonArray configured = presets["configurePresets"].toArray();
    return std::any_of(configured.begin(), configured.end(),
                       [&name](const QJsonValue& preset) { return preset["name"] == name; });
}

QString faultOf(const Command& command)
{
    const QString program = command.words.first();
    const QStringList rest = command.words.mid(1);
    const QString name = program.section('/', -1);
    if (program == "./run" && !rest.isEmpty() && rest.first() != "--help")
        return faultOfNie(rest);
    if (name == "nie")
        return faultOfNie(rest);
    if (name == "nie-studio")
        return {};
    const auto preset = rest.indexOf("--preset");
    if (preset >= 0 && (preset + 1 >= rest.size() || !presetExists(rest[preset + 1])))
        return "no such preset";
    if (program == "cmake" || kSystemPrograms.contains(program))
        return {};
    const QFileInfo script(sourceFolder() + "/" + program);
    return script.isFile() && script.isExecutable() ? QString() : "no such program or script";
}

}  // namespace

class DocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandInADocumentExists()
    {
        QStringList faults;
        qsizetype checked = 0;
        for (const QString& file : documents()) {
            for (const Command& command : commandsOf(file)) {
                ++checked;
                const QString fault = faultOf(command);
                if (!fault.isEmpty())
                    faults << command.text() + ": " + fault;
            }
        }
        QVERIFY2(checked >= 4, "no commands found");
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join('\n')));
    }

    void commandThatDoesNotExistIsFound()
    {
        QVERIFY(!faultOf({"README.md", {"./start"}}).isEmpty());
        QVERIFY(!faultOf({"README.md", {"cmake", "--preset", "fastest"}}).isEmpty());
        QVERIFY(!faultOf({"README.md", {"nie", "guess"}}).isEmpty());
        QVERIFY(!faultOf({"README.md", {"./run", "train", "--guess"}}).isEmpty());
    }

    void everyLinkInsideTheTreeLeadsSomewhere()
    {
        static const QRegularExpression link("\\]\\(([^)#:]+)(#[^)]*)?\\)");
        QStringList broken;
        for (const QString& file : documents()) {
            const QString folder = QFileInfo(sourceFolder() + "/" + file).path();
            const QString text = readText(sourceFolder() + "/" + file);
            for (auto match = link.globalMatch(text); match.hasNext();) {
                const QString target = match.next().captured(1);
                if (!QFileInfo::exists(folder + "/" + target))
                    broken << file + " -> " + target;
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }
};

NIE_TEST(DocumentsTest);

}  // namespace nie::documents_test

#include "documents_test.moc"
