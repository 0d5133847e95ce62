#pragma once

#include "app/panels/work_page.h"
#include "app/paper_session.h"

#include <filesystem>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace nie {

class PaperPicture;
class PaperTableView;

/// Tables and figures of the publication: pick, choose a budget, compute, and see our numbers
/// beside the printed ones as they come.
class PaperPage : public WorkPage {
    Q_OBJECT
public:
    explicit PaperPage(PaperSession& session, QWidget* parent = nullptr);

    bool canStart() const;
    bool isRunning() const { return m_session.isRunning(); }
    void start();
    void stop();
    /// The chosen item's name; empty before the list is filled.
    std::string item() const;
    std::string budget() const;
    std::string name() const override { return item(); }
    std::string command() const override;
    /// The file that exporting as this kind copies ("csv", "md", "json", "pdf", "png"); empty where
    /// there is none yet.
    std::filesystem::path file(const std::string& kind) const;

Q_SIGNALS:
    /// The folder of the run behind a cell.
    void runOpened(const QString& folder);
    /// Its configuration, where the run has no numbers.
    void runRequested(const QString& configuration);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeSide();
    QWidget* makeContent();
    QPushButton* addButton(const char* name, const QString& text, const QString& tip);
    void fillList(const std::vector<PaperItem>& items);
    void showItem();
    void onRunning(bool running);
    void onProgress(const ProgramProgress& progress);
    void onFinished(const QString& problem);

    PaperSession& m_session;
    std::vector<PaperItem> m_items;
    QListWidget* m_list;
    QComboBox* m_budget;
    QPushButton* m_startButton;
    QPushButton* m_stopButton;
    QProgressBar* m_bar;
    QLabel* m_progress;
    QLabel* m_title;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    PaperTableView* m_table;
    PaperPicture* m_picture;
};

}  // namespace nie
