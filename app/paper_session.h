#pragma once

#include "app/background_worker.h"
#include "app/nie_program.h"
#include "core/results/paper_table.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// A table or figure of the publication that can be computed again.
struct PaperItem {
    std::string name;
    std::string reference;
    std::string title;
    bool figure = false;
};

/// Runs `nie reproduce` beside the window, so that a reproduction keeps the cores busy and never
/// the window. Its folders, one a budget, hold everything: what is done there is shown again after
/// a restart.
class PaperSession : public QObject {
    Q_OBJECT
public:
    /// `folder`: below which there is one folder a budget.
    explicit PaperSession(std::filesystem::path folder, QObject* parent = nullptr);

    void setProgram(const std::filesystem::path& program) { m_program.setFile(program); }
    const std::filesystem::path& program() const { return m_program.file(); }

    /// Asks the program what there is to compute; itemsListed() or itemsUnknown() follows.
    void listItems();
    std::filesystem::path folder(const std::string& budget) const { return m_folder / budget; }
    /// What has been computed of a table so far; nothing before it was begun, or when its file
    /// cannot be read.
    std::optional<PaperTable> table(const std::string& item, const std::string& budget) const;
    /// The picture of an item; empty before it was drawn.
    std::filesystem::path picture(const std::string& item, const std::string& budget) const;

    bool isRunning() const { return m_program.isRunning(); }
    void start(const std::vector<std::string>& items, const std::string& budget);
    /// Asks it to end; what is done stays done.
    void stop() { m_program.stop(); }
    /// The shell line that does the same.
    std::string command(const std::vector<std::string>& items, const std::string& budget) const;

Q_SIGNALS:
    void itemsListed(const std::vector<nie::PaperItem>& items);
    void itemsUnknown(const QString& problem);
    void runningChanged(bool running);
    void progressed(const nie::ProgramProgress& progress);
    /// `problem` is empty when everything was computed, or when it was stopped.
    void finished(const QString& problem);

private:
    std::filesystem::path m_folder;
    NieProgram m_program;
    BackgroundWorker m_worker;  // last: it asks the program
};

}  // namespace nie
