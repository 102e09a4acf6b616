@echo off
rem Runs the seedbed tool of this clone; builds it on first use and when a source or the built tool is not what it was at the last build.
setlocal
set "SEEDBED_ROOT=%~dp0"
set "bin=%~dp0artifacts\bin\Seedbed.Cli\release"
set "tool=%bin%\Seedbed.Cli.dll"
set "stamp=%~dp0artifacts\.seedbed-built"
set "log=%~dp0artifacts\seedbed-build.log"
rem Names, lengths and times, compared for equality: times can go backwards. The stamp has one line for the sources that were built and one for what came out.
set "describe=$root = $env:SEEDBED_ROOT; function Sum($files) { $text = ($files | Sort-Object FullName | ForEach-Object { $_.FullName.Substring($root.Length) + '*' + $_.Length + '*' + $_.LastWriteTimeUtc.Ticks }) -join '|'; [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($text))) }; function Sources { Sum (@(Get-ChildItem -LiteralPath $root -File | Where-Object Extension -in '.props', '.json') + @(Get-ChildItem -LiteralPath (Join-Path $root 'src') -Recurse -File)) }; function Built { Sum @(Get-ChildItem -LiteralPath $env:SEEDBED_BIN -File -ErrorAction SilentlyContinue | Where-Object Extension -in '.dll', '.json') }"
set "SEEDBED_BIN=%bin%"
set "SEEDBED_STAMP=%stamp%"

where dotnet >nul 2>nul
if errorlevel 1 (
    echo seedbed: dotnet is not on the PATH; install the .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
    exit /b 2
)

if not exist "%tool%" goto build
if not exist "%stamp%" goto build
powershell -NoProfile -NonInteractive -Command "%describe%; $stamp = @(Get-Content -LiteralPath $env:SEEDBED_STAMP); exit [int]($stamp.Count -ne 2 -or $stamp[0] -ne (Sources) -or $stamp[1] -ne (Built))"
if errorlevel 1 goto build
goto run

:build
if not exist "%~dp0artifacts" mkdir "%~dp0artifacts"
set "version="
pushd "%~dp0"
for /f "tokens=1 delims=." %%v in ('dotnet --version 2^>nul') do set "version=%%v"
if not defined version set "version=0"
if %version% LSS 10 (
    popd
    echo seedbed: the .NET SDK 10 is needed to build the tool; get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
    exit /b 2
)
rem The sources as they are now: what changes during the build is built at the next start. A build that is killed leaves no stamp.
set "sources="
for /f "delims=" %%s in ('powershell -NoProfile -NonInteractive -Command "%describe%; Sources"') do set "sources=%%s"
del /q "%stamp%" 2>nul
rem An incremental build goes by times, and would miss an older source.
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"
dotnet build src\Seedbed.Cli -c Release --no-incremental --disable-build-servers -v quiet >"%log%" 2>&1
if errorlevel 1 (
    popd
    type "%log%" 1>&2
    echo seedbed: the build failed; its output is above. 1>&2
    exit /b 2
)
popd
del /q "%log%" 2>nul
set "SEEDBED_SOURCES=%sources%"
powershell -NoProfile -NonInteractive -Command "%describe%; Set-Content -LiteralPath $env:SEEDBED_STAMP -Value $env:SEEDBED_SOURCES, (Built)"

:run
dotnet "%tool%" %*
exit /b %errorlevel%
