@echo off
rem Runs the seedbed tool of this clone; builds it on first use and when a source is newer than the last build.
setlocal
set "root=%~dp0"
set "tool=%root%artifacts\bin\Seedbed.Cli\release\Seedbed.Cli.dll"
set "stamp=%root%artifacts\.seedbed-built"
set "log=%root%artifacts\seedbed-build.log"

where dotnet >nul 2>nul
if errorlevel 1 (
    echo seedbed: dotnet is not on the PATH; install the .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
    exit /b 2
)

if not exist "%tool%" goto build
if not exist "%stamp%" goto build
set "SEEDBED_ROOT=%root%"
set "SEEDBED_STAMP=%stamp%"
powershell -NoProfile -NonInteractive -Command "$built = (Get-Item -LiteralPath $env:SEEDBED_STAMP -Force).LastWriteTimeUtc; $top = Get-ChildItem -LiteralPath $env:SEEDBED_ROOT -File | Where-Object Extension -in '.props', '.json'; $all = @($top) + @(Get-ChildItem -LiteralPath (Join-Path $env:SEEDBED_ROOT 'src') -Recurse); exit [int][bool]($all | Where-Object LastWriteTimeUtc -gt $built | Select-Object -First 1)"
if errorlevel 1 goto build
goto run

:build
if not exist "%root%artifacts" mkdir "%root%artifacts"
set "version="
pushd "%root%"
for /f "tokens=1 delims=." %%v in ('dotnet --version 2^>nul') do set "version=%%v"
if not defined version set "version=0"
if %version% LSS 10 (
    popd
    echo seedbed: the .NET SDK 10 is needed to build the tool; get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
    exit /b 2
)
type nul > "%stamp%.begun"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"
dotnet build src\Seedbed.Cli -c Release --disable-build-servers -v quiet >"%log%" 2>&1
if errorlevel 1 (
    popd
    type "%log%" 1>&2
    echo seedbed: the build failed; its output is above. 1>&2
    exit /b 2
)
popd
move /y "%stamp%.begun" "%stamp%" >nul

:run
dotnet "%tool%" %*
exit /b %errorlevel%
